package dev.headgate.dataplane.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.terms.Usage;

/**
 * The {@code usage} object of Chat Completions. Its prompt tokens include what came from the cache,
 * its completion tokens include reasoning (translation.md, invariant 8).
 */
final class ChatUsage {
  private ChatUsage() {}

  /** The current token is the object's begin; afterwards it is its end. */
  static Usage read(JsonCursor json) throws InvalidBodyException {
    long prompt = 0;
    long cached = 0;
    long completion = 0;
    long reasoning = 0;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      switch (name) {
        case "prompt_tokens" -> prompt = tokens(json);
        case "completion_tokens" -> completion = tokens(json);
        case "prompt_cache_hit_tokens" -> cached = tokens(json);
        case "prompt_tokens_details" -> cached = Math.max(cached, detail(json, "cached_tokens"));
        case "completion_tokens_details" -> reasoning = detail(json, "reasoning_tokens");
        default -> json.skip();
      }
    }
    cached = Math.min(cached, prompt);
    return new Usage(prompt - cached, cached, 0, 0, completion, Math.min(reasoning, completion));
  }

  private static long detail(JsonCursor json, String field) throws InvalidBodyException {
    if (json.token() != JsonToken.START_OBJECT) {
      json.skip();
      return 0;
    }
    long value = 0;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals(field)) {
        value = tokens(json);
      } else {
        json.skip();
      }
    }
    return value;
  }

  /** Null and nonsense are none: a provider's slip must not lose the rest of the answer. */
  private static long tokens(JsonCursor json) throws InvalidBodyException {
    if (json.token() == JsonToken.VALUE_NUMBER_INT) {
      return json.integer("$.usage", Integer.MIN_VALUE, Integer.MAX_VALUE) < 0
          ? 0
          : json.integer("$.usage", 0, Integer.MAX_VALUE);
    }
    json.skip();
    return 0;
  }
}

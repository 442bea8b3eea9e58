package dev.headgate.conversation.chat;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Usage;
import org.jspecify.annotations.Nullable;

/** Tokens as this dialect counts them: {@code prompt_tokens} includes what the cache gave. */
final class ChatUsage {
  private ChatUsage() {}

  /** Null for what is no usage. */
  static @Nullable Usage read(@Nullable Node node) throws InvalidException {
    if (node == null || !node.isObject()) {
      return null;
    }
    var usage = node.object();
    var input = details(usage, "prompt_tokens_details");
    var output = details(usage, "completion_tokens_details");
    long read = input == null ? 0 : input.count("cached_tokens");
    if (read == 0) {
      // DeepSeek's word.
      read = usage.count("prompt_cache_hit_tokens");
    }
    long written = input == null ? 0 : input.count("cache_write_tokens");
    return of(
        usage.count("prompt_tokens"),
        read,
        written,
        usage.count("completion_tokens"),
        output == null ? 0 : output.count("reasoning_tokens"));
  }

  /** Some servers count more as cached than there was. */
  static Usage of(long prompt, long read, long written, long output, long reasoning) {
    return new Usage(Math.max(0, prompt - read - written), read, written, 0, output, reasoning);
  }

  private static @Nullable Fields details(Fields usage, String name) throws InvalidException {
    var details = usage.take(name);
    return details != null && details.isObject() ? details.object() : null;
  }

  static void write(Usage usage, JsonOut out) {
    out.object("usage");
    out.number("prompt_tokens", usage.input());
    out.number("completion_tokens", usage.output());
    out.number("total_tokens", usage.input() + usage.output());
    out.object("prompt_tokens_details").number("cached_tokens", usage.cacheRead());
    long written = usage.cacheWrite() + usage.cacheWriteLong();
    if (written > 0) {
      out.number("cache_write_tokens", written);
    }
    out.endObject();
    out.object("completion_tokens_details");
    out.number("reasoning_tokens", usage.reasoning()).endObject();
    out.endObject();
  }
}

package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Usage;
import org.jspecify.annotations.Nullable;

/** Tokens as this dialect counts them: {@code input_tokens} includes what the cache gave. */
final class ResponsesUsage {
  private ResponsesUsage() {}

  /** Null for what is no usage. */
  static @Nullable Usage read(@Nullable Node node) throws InvalidException {
    if (node == null || !node.isObject()) {
      return null;
    }
    var usage = node.object();
    var input = details(usage, "input_tokens_details");
    var output = details(usage, "output_tokens_details");
    long read = input == null ? 0 : input.count("cached_tokens");
    long written = input == null ? 0 : input.count("cache_write_tokens");
    long all = usage.count("input_tokens");
    return new Usage(
        Math.max(0, all - read - written),
        read,
        written,
        0,
        usage.count("output_tokens"),
        output == null ? 0 : output.count("reasoning_tokens"));
  }

  private static @Nullable Fields details(Fields usage, String name) throws InvalidException {
    var details = usage.take(name);
    return details != null && details.isObject() ? details.object() : null;
  }

  static void write(@Nullable Usage usage, JsonOut out) {
    if (usage == null) {
      out.nil("usage");
      return;
    }
    out.object("usage").number("input_tokens", usage.input());
    out.object("input_tokens_details").number("cached_tokens", usage.cacheRead());
    out.number("cache_write_tokens", usage.cacheWrite() + usage.cacheWriteLong()).endObject();
    out.number("output_tokens", usage.output());
    out.object("output_tokens_details").number("reasoning_tokens", usage.reasoning()).endObject();
    out.number("total_tokens", usage.input() + usage.output()).endObject();
  }
}

package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Usage;
import org.jspecify.annotations.Nullable;

/** Tokens as this dialect counts them: {@code input_tokens} is what the cache had no part in. */
final class AnthropicUsage {
  private AnthropicUsage() {}

  /** A snapshot over an earlier one: what it does not say stays. */
  static Usage read(@Nullable Node node, Usage before) throws InvalidException {
    if (node == null || !node.isObject()) {
      return before;
    }
    var usage = node.object();
    long written = count(usage, "cache_creation_input_tokens", -1);
    long shortly = before.cacheWrite();
    long longer = before.cacheWriteLong();
    var creation = usage.take("cache_creation");
    if (creation != null && creation.isObject()) {
      var fields = creation.object();
      longer = fields.count("ephemeral_1h_input_tokens");
      shortly = fields.count("ephemeral_5m_input_tokens");
    }
    if (written >= 0) {
      longer = Math.min(longer, written);
      shortly = written - longer;
    }
    long reasoning = before.reasoning();
    var details = usage.take("output_tokens_details");
    if (details != null && details.isObject()) {
      reasoning = details.object().count("thinking_tokens");
    }
    return new Usage(
        count(usage, "input_tokens", before.uncachedInput()),
        count(usage, "cache_read_input_tokens", before.cacheRead()),
        shortly,
        longer,
        count(usage, "output_tokens", before.output()),
        reasoning);
  }

  private static long count(Fields usage, String name, long otherwise) {
    return usage.peek(name) == null ? otherwise : usage.count(name);
  }

  static void write(Usage usage, JsonOut out) {
    out.object("usage").number("input_tokens", usage.uncachedInput());
    out.number("cache_creation_input_tokens", usage.cacheWrite() + usage.cacheWriteLong());
    out.number("cache_read_input_tokens", usage.cacheRead());
    if (usage.cacheWriteLong() > 0) {
      out.object("cache_creation");
      out.number("ephemeral_5m_input_tokens", usage.cacheWrite());
      out.number("ephemeral_1h_input_tokens", usage.cacheWriteLong());
      out.endObject();
    }
    out.number("output_tokens", usage.output());
    if (usage.reasoning() > 0) {
      out.object("output_tokens_details");
      out.number("thinking_tokens", usage.reasoning()).endObject();
    }
    out.endObject();
  }
}

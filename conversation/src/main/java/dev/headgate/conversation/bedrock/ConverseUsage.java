package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Usage;
import org.jspecify.annotations.Nullable;

/** Tokens as Converse counts them: {@code inputTokens} is what the cache had no part in. */
final class ConverseUsage {
  private ConverseUsage() {}

  /** Null when there is none. */
  static @Nullable Usage read(@Nullable Node node) throws InvalidException {
    if (node == null || !node.isObject()) {
      return null;
    }
    var usage = node.object();
    long written = usage.count("cacheWriteInputTokens");
    long longer = 0;
    for (var detail : usage.elements("cacheDetails")) {
      var fields = detail.object();
      long tokens = fields.count("inputTokens");
      longer += "1h".equals(fields.string("ttl")) ? tokens : 0;
    }
    longer = Math.min(longer, written);
    return new Usage(
        usage.count("inputTokens"),
        usage.count("cacheReadInputTokens"),
        written - longer,
        longer,
        usage.count("outputTokens"),
        0);
  }
}

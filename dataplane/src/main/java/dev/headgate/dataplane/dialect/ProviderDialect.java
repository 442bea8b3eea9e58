package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Realm;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A dialect as backends speak it.
 *
 * @param outbound writes and reads it
 * @param path of calls, behind the base URL
 * @param realm whose opaque data they know
 */
record ProviderDialect(Outbound outbound, String path, Realm realm) {
  static final String CHAT_PATH = "/chat/completions";

  private static final ProviderDialect CHAT =
      new ProviderDialect(new ChatDialect(), CHAT_PATH, Realm.of("openai"));

  private static final ProviderDialect ANTHROPIC =
      new ProviderDialect(
          new AnthropicDialect(), "/v1/messages", new Realm("anthropic", "claude", ""));

  /** Null for a dialect that is not built. */
  static @Nullable ProviderDialect of(Dialect dialect) {
    return switch (dialect) {
      case OpenAI -> CHAT;
      case Anthropic -> ANTHROPIC;
      case OpenAIResponses, Gemini, AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic -> null;
    };
  }

  /** The model as translations see it. */
  Target target(Backend backend, Backend.Model model) {
    return new Target(
        model.providerName(), realm, capabilities(model), model.maxOutputTokens(), quirks(backend));
  }

  /** A model of which nothing is said is believed to do everything, as plans believe it. */
  private static EnumSet<Capability> capabilities(Backend.Model model) {
    if (model.capabilities().isEmpty()) {
      return EnumSet.allOf(Capability.class);
    }
    var can = EnumSet.noneOf(Capability.class);
    for (var capability : model.capabilities()) {
      switch (capability) {
        case Tools -> can.add(Capability.TOOLS);
        case ParallelTools -> can.add(Capability.PARALLEL_TOOLS);
        case Vision -> can.add(Capability.VISION);
        case Audio -> can.add(Capability.AUDIO);
        case Documents -> can.add(Capability.DOCUMENTS);
        case JsonSchema -> can.add(Capability.JSON_SCHEMA);
        case Reasoning -> can.add(Capability.REASONING);
        case LogProbs -> can.add(Capability.LOG_PROBS);
        case Streaming, Embeddings -> {}
      }
    }
    return can;
  }

  private static EnumSet<Quirk> quirks(Backend backend) {
    var quirks = EnumSet.noneOf(Quirk.class);
    for (var quirk : backend.quirks()) {
      switch (quirk) {
        case NoStreamUsage -> quirks.add(Quirk.NO_STREAM_USAGE);
        case NoParallelTools -> quirks.add(Quirk.NO_PARALLEL_SWITCH);
      }
    }
    return quirks;
  }
}

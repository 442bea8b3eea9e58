package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.responses.ResponsesDialect;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A dialect as backends speak it.
 *
 * @param dialect as manifests name it
 * @param outbound writes and reads it
 * @param vendor whose opaque data its models know
 * @param family of models that know it; empty when all of the vendor's do
 */
record ProviderDialect(Dialect dialect, Outbound outbound, String vendor, String family) {
  static final String CHAT_PATH = "/chat/completions";

  private static final ProviderDialect CHAT =
      new ProviderDialect(Dialect.OpenAI, new ChatDialect(), "openai", "");

  private static final ProviderDialect RESPONSES =
      new ProviderDialect(Dialect.OpenAIResponses, new ResponsesDialect(), "openai", "");

  private static final ProviderDialect ANTHROPIC =
      new ProviderDialect(Dialect.Anthropic, new AnthropicDialect(), "anthropic", "claude");

  private static final ProviderDialect GEMINI =
      new ProviderDialect(Dialect.Gemini, new GeminiDialect(), "google", "gemini");

  /** Null for a dialect that is not built. */
  static @Nullable ProviderDialect of(Dialect dialect) {
    return switch (dialect) {
      case OpenAI -> CHAT;
      case OpenAIResponses -> RESPONSES;
      case Anthropic -> ANTHROPIC;
      case Gemini -> GEMINI;
      case AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic -> null;
    };
  }

  /** Where calls of a model go, behind the base URL. */
  String path(String model, boolean stream) {
    return switch (dialect) {
      case OpenAIResponses -> "/responses";
      case Anthropic, VertexAnthropic -> "/v1/messages";
      case Gemini, VertexGemini ->
          "/v1beta/models/"
              + model
              + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
      case OpenAI, AzureOpenAI, Bedrock -> CHAT_PATH;
    };
  }

  /**
   * Where a model counts the tokens of a request, behind the base URL; null where none does.
   *
   * @param model as the provider names it
   */
  @Nullable String countPath(String model) {
    return switch (dialect) {
      case Anthropic -> "/v1/messages/count_tokens";
      case Gemini -> "/v1beta/models/" + model + ":countTokens";
      case OpenAI, OpenAIResponses, AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic -> null;
    };
  }

  /**
   * Where opaque data of a backend's models is valid. OpenAI seals it for one account, which a
   * backend stands for.
   */
  private Realm realm(Backend backend) {
    return new Realm(vendor, family, dialect == Dialect.OpenAIResponses ? backend.id() : "");
  }

  /** The model as translations see it. */
  Target target(Backend backend, Backend.Model model) {
    var quirks = quirks(backend);
    quirks.addAll(outbound.knownQuirks(model.providerName()));
    return new Target(
        model.providerName(), realm(backend), capabilities(model), model.maxOutputTokens(), quirks);
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

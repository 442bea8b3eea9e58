package dev.headgate.dataplane.dialect.provider;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.bedrock.BedrockDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.responses.ResponsesDialect;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A dialect as backends speak it.
 *
 * @param dialect as manifests name it
 * @param outbound writes and reads it
 * @param vendor whose opaque data its models know
 * @param family of models that know it; empty when all of the vendor's do
 */
public record ProviderDialect(Dialect dialect, Outbound outbound, String vendor, String family) {
  private static final ProviderDialect CHAT =
      new ProviderDialect(Dialect.OpenAI, new ChatDialect(), "openai", "");

  private static final ProviderDialect RESPONSES =
      new ProviderDialect(Dialect.OpenAIResponses, new ResponsesDialect(), "openai", "");

  private static final ProviderDialect ANTHROPIC =
      new ProviderDialect(Dialect.Anthropic, new AnthropicDialect(), "anthropic", "claude");

  private static final ProviderDialect GEMINI =
      new ProviderDialect(Dialect.Gemini, new GeminiDialect(), "google", "gemini");

  private static final ProviderDialect AZURE =
      new ProviderDialect(Dialect.AzureOpenAI, new ChatDialect(), "openai", "");

  private static final ProviderDialect BEDROCK =
      new ProviderDialect(Dialect.Bedrock, new BedrockDialect(), "bedrock", "");

  private static final ProviderDialect VERTEX_GEMINI =
      new ProviderDialect(Dialect.VertexGemini, new GeminiDialect(), "google", "gemini");

  private static final ProviderDialect VERTEX_ANTHROPIC =
      new ProviderDialect(Dialect.VertexAnthropic, new AnthropicDialect(), "anthropic", "claude");

  /**
   * What was found out of each name that a configuration ever had: several patterns are tried for
   * it, and most attempts ask.
   */
  private static final Map<Named, Set<Quirk>> KNOWN = new ConcurrentHashMap<>();

  private record Named(Dialect dialect, String model) {}

  /** The dialect of that name. */
  public static ProviderDialect of(Dialect dialect) {
    return switch (dialect) {
      case OpenAI -> CHAT;
      case OpenAIResponses -> RESPONSES;
      case Anthropic -> ANTHROPIC;
      case Gemini -> GEMINI;
      case AzureOpenAI -> AZURE;
      case Bedrock -> BEDROCK;
      case VertexGemini -> VERTEX_GEMINI;
      case VertexAnthropic -> VERTEX_ANTHROPIC;
    };
  }

  /** Where calls of a model go, behind the base URL. */
  public String path(Backend backend, String model, boolean stream) {
    return ProviderPath.of(backend, model, stream);
  }

  /** Where opaque data of a backend's models is valid. OpenAI seals it for one account. */
  private Realm realm(Backend backend, Backend.Model model) {
    return switch (dialect) {
      case OpenAIResponses, AzureOpenAI -> new Realm(vendor, family, backend.realmAccount());
      case Bedrock ->
          BedrockDialect.realm(model.providerName() + ' ' + model.name(), backend.realmAccount());
      case OpenAI, Anthropic, Gemini, VertexGemini, VertexAnthropic ->
          new Realm(vendor, family, "");
    };
  }

  /** The model as translations see it. */
  public Target target(Backend backend, Backend.Model model) {
    return new Target(
        model.providerName(),
        realm(backend, model),
        capabilities(model),
        model.maxOutputTokens(),
        quirks(backend, model));
  }

  /**
   * Whether a model is known to trip over none of these.
   *
   * @param words what a request says that some models refuse
   */
  public boolean takes(Backend backend, Backend.Model model, Set<Quirk> words) {
    return Collections.disjoint(quirks(backend, model), words);
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

  /**
   * What the model is known to refuse. Deployments and profiles are named as one likes: there the
   * name in the manifest may tell more.
   */
  private Set<Quirk> known(Backend.Model model) {
    var known = known(model.providerName());
    boolean freely = dialect == Dialect.AzureOpenAI || dialect == Dialect.Bedrock;
    return known.isEmpty() && freely ? known(model.name()) : known;
  }

  private Set<Quirk> known(String name) {
    return KNOWN.computeIfAbsent(
        new Named(dialect, name), any -> Set.copyOf(outbound.knownQuirks(name)));
  }

  /** What the model is known for, what its platform is, and what is configured. */
  private EnumSet<Quirk> quirks(Backend backend, Backend.Model model) {
    var quirks = EnumSet.noneOf(Quirk.class);
    quirks.addAll(known(model));
    switch (dialect) {
      case VertexGemini -> {
        quirks.add(Quirk.VERTEX);
        quirks.add(Quirk.NO_CALL_IDS);
      }
      case VertexAnthropic -> quirks.add(Quirk.VERTEX);
      case OpenAI, AzureOpenAI, OpenAIResponses, Anthropic, Gemini, Bedrock -> {}
    }
    for (var quirk : backend.quirks()) {
      quirks.add(
          switch (quirk) {
            case NoStreamUsage -> Quirk.NO_STREAM_USAGE;
            case NoParallelTools -> Quirk.NO_PARALLEL_SWITCH;
            case LegacyMaxTokens -> Quirk.LEGACY_MAX_TOKENS;
            case NoDeveloperRole -> Quirk.NO_DEVELOPER_ROLE;
            case OneLeadingSystem -> Quirk.ONE_LEADING_SYSTEM;
            case ReasoningContent -> Quirk.REASONING_CONTENT;
          });
    }
    return quirks;
  }
}

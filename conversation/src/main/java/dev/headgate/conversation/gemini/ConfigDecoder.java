package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Output;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Sampling;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.schema.OpenApiSchema;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code generationConfig}. */
final class ConfigDecoder {
  static final String NAME = "generationConfig";
  private static final int MAX_CANDIDATES = 128;

  /** Fields that change what is asked for; other unknown ones change how well. */
  private static final Set<String> MEANINGFUL =
      Set.of(
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "responseModalities",
          "speechConfig",
          "imageConfig");

  private final @Nullable Message config;
  private final List<Extra> extras;
  private final Losses losses;

  /**
   * @param config null when absent
   * @param extras takes those of the configuration
   */
  ConfigDecoder(@Nullable Message config, List<Extra> extras, Losses losses) {
    this.config = config;
    this.extras = extras;
    this.losses = losses;
  }

  Sampling sampling() throws InvalidException {
    if (config == null) {
      return Sampling.UNSAID;
    }
    var topK = config.number("topK", 0, Integer.MAX_VALUE);
    var seed = config.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new Sampling(
        config.number("temperature", 0, 2),
        config.number("topP", 0, 1),
        topK == null ? null : (Integer) topK.intValue(),
        config.number("presencePenalty", -2, 2),
        config.number("frequencyPenalty", -2, 2),
        seed == null ? null : (Long) seed.longValue());
  }

  Output output() throws InvalidException {
    if (config == null) {
      return Output.UNSAID;
    }
    var max = config.integer("maxOutputTokens", 1, Integer.MAX_VALUE);
    var n = config.integer("candidateCount", 1, MAX_CANDIDATES);
    boolean logProbs = config.flag("responseLogprobs");
    var top = config.integer("logprobs", 0, 20);
    return new Output(
        max,
        config.strings("stopSequences"),
        n == null ? 1 : n,
        format(config),
        logProbs ? (Integer) (top == null ? 0 : top) : null,
        null);
  }

  /** A format that is neither text nor JSON stays what it is, with its schema. */
  private OutputFormat format(Message config) throws InvalidException {
    var mime = config.has("responseMimeType") ? config.need("responseMimeType").string() : "";
    if (!mime.isEmpty() && !mime.equals("text/plain") && !mime.equals("application/json")) {
      keep(config, "responseMimeType");
      keep(config, "responseSchema");
      keep(config, "responseJsonSchema");
      return new OutputFormat.AnyText();
    }
    var full = config.take("responseJsonSchema");
    var subset = config.take("responseSchema");
    var schema = full != null ? full : subset;
    if (schema == null) {
      return mime.equals("application/json")
          ? new OutputFormat.AnyJson()
          : new OutputFormat.AnyText();
    }
    if (!schema.isObject()) {
      throw schema.invalid("must be an object");
    }
    if (!mime.equals("application/json")) {
      throw schema.invalid("needs responseMimeType application/json");
    }
    var text = full != null ? full.raw() : OpenApiSchema.toJsonSchema(schema.raw());
    return new OutputFormat.Schema(null, null, text, null);
  }

  private void keep(Message config, String field) {
    Node value = config.take(field);
    if (value != null) {
      extras.add(new Extra(GeminiDialect.NAME, NAME + '.' + field, value.raw(), Severity.SEMANTIC));
    }
  }

  Thinking thinking() throws InvalidException {
    var thinking = config == null ? null : config.message("thinkingConfig");
    if (thinking == null) {
      return Thinking.UNSAID;
    }
    boolean visible = thinking.flag("includeThoughts");
    var budget = thinking.integer("thinkingBudget", -1, Integer.MAX_VALUE);
    var effort = effort(thinking);
    extras.addAll(thinking.rest(NAME + ".thinkingConfig", Severity.DEGRADING));
    if (budget != null && budget == 0) {
      return new Thinking(Thinking.Mode.OFF, effort, null, visible);
    }
    if (budget != null && budget > 0) {
      return new Thinking(Thinking.Mode.ON, effort, budget, visible);
    }
    if (budget != null || (visible && effort == null)) {
      if (budget == null) {
        // Whoever wants to see thoughts wants them thought; how much is left to the model.
        losses.cosmetic(thinking.at(), Loss.Action.ADDED, "a budget that the model finds itself");
      }
      return new Thinking(Thinking.Mode.ADAPTIVE, effort, null, visible);
    }
    return effort == null
        ? Thinking.UNSAID
        : new Thinking(Thinking.Mode.UNSAID, effort, null, visible);
  }

  private Thinking.@Nullable Effort effort(Message thinking) throws InvalidException {
    var level = thinking.take("thinkingLevel");
    if (level == null) {
      return null;
    }
    return switch (level.string().toUpperCase(Locale.ROOT)) {
      case "MINIMAL" -> Thinking.Effort.MINIMAL;
      case "LOW" -> Thinking.Effort.LOW;
      case "MEDIUM" -> Thinking.Effort.MEDIUM;
      case "HIGH" -> Thinking.Effort.HIGH;
      case "THINKING_LEVEL_UNSPECIFIED" -> null;
      default -> {
        losses.degrading(level.at(), Loss.Action.DROPPED, "not a known level");
        yield null;
      }
    };
  }

  /** Tells the extras of what is left; after everything else has been read. */
  void rest() {
    if (config == null) {
      return;
    }
    for (var extra : config.rest(NAME, Severity.DEGRADING)) {
      var field = extra.name().substring(NAME.length() + 1);
      boolean meaningful = MEANINGFUL.contains(field) && !textOnly(field, extra.json());
      extras.add(
          meaningful
              ? new Extra(extra.dialect(), extra.name(), extra.json(), Severity.SEMANTIC)
              : extra);
    }
  }

  private static boolean textOnly(String field, String json) {
    return field.equals("responseModalities")
        && json.replaceAll("\\s", "").equalsIgnoreCase("[\"TEXT\"]");
  }
}

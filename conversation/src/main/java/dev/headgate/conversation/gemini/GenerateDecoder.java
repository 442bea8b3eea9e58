package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Delivery;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Identity;
import dev.headgate.conversation.model.Places;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a request for an answer or for the number of tokens. */
final class GenerateDecoder {
  private static final String CONFIG = ConfigDecoder.NAME + '.';
  private static final String CALLING = "toolConfig.functionCallingConfig";

  private static final Places PLACES =
      new Places(
          Map.ofEntries(
              Map.entry(Field.MESSAGES, "contents"),
              Map.entry(Field.TOOL_CHOICE, CALLING),
              Map.entry(Field.PARALLEL_TOOLS, CALLING),
              Map.entry(Field.MAX_TOKENS, CONFIG + "maxOutputTokens"),
              Map.entry(Field.STOP, CONFIG + "stopSequences"),
              Map.entry(Field.N, CONFIG + "candidateCount"),
              Map.entry(Field.FORMAT, CONFIG + "responseJsonSchema"),
              Map.entry(Field.LOG_PROBS, CONFIG + "responseLogprobs"),
              Map.entry(Field.TEMPERATURE, CONFIG + "temperature"),
              Map.entry(Field.TOP_P, CONFIG + "topP"),
              Map.entry(Field.TOP_K, CONFIG + "topK"),
              Map.entry(Field.PRESENCE_PENALTY, CONFIG + "presencePenalty"),
              Map.entry(Field.FREQUENCY_PENALTY, CONFIG + "frequencyPenalty"),
              Map.entry(Field.SEED, CONFIG + "seed"),
              Map.entry(Field.THINKING, CONFIG + "thinkingConfig"),
              Map.entry(Field.EFFORT, CONFIG + "thinkingConfig.thinkingLevel"),
              Map.entry(Field.BUDGET, CONFIG + "thinkingConfig.thinkingBudget"),
              Map.entry(Field.METADATA, "labels"),
              Map.entry(Field.CACHE, "cachedContent")));

  private final RequestContext context;
  private final Losses losses = new Losses();
  private final List<Extra> extras = new ArrayList<>();

  private GenerateDecoder(RequestContext context) {
    this.context = context;
  }

  static Decoded<Conversation> decode(byte[] bytes, RequestContext context) {
    try {
      var decoder = new GenerateDecoder(context);
      var body = Message.of(Json.parse(bytes));
      return new Decoded.Read<>(decoder.read(body), decoder.losses.list());
    } catch (InvalidException e) {
      return new Decoded.Invalid<>(e.path().toString(), e.problem());
    }
  }

  private Conversation read(Message whole) throws InvalidException {
    var body = whole;
    if (context.purpose() == Purpose.COUNT && whole.has("generateContentRequest")) {
      body = Message.of(whole.need("generateContentRequest"));
    }
    var model = model(whole, body);
    var turns = new ContentsDecoder(losses);
    var instruction = body.take("systemInstruction");
    if (instruction != null) {
      turns.system(instruction);
    }
    var contents = body.repeated("contents");
    if (contents.isEmpty()) {
      throw new InvalidException(body.at().field("contents"), "must not be empty");
    }
    turns.read(contents);
    var tooling = new ToolsDecoder(extras, losses).read(body);
    var config = new ConfigDecoder(body.message(ConfigDecoder.NAME), extras, losses);
    var sampling = config.sampling();
    var output = config.output();
    var thinking = config.thinking();
    config.rest();
    var identity = identity(body);
    for (var extra : body.rest("", Severity.DEGRADING)) {
      // What is cached stands nowhere else.
      boolean meaning =
          extra.name().equals("cachedContent") || extra.name().equals("cached_content");
      extras.add(
          meaning
              ? new Extra(extra.dialect(), extra.name(), extra.json(), Severity.SEMANTIC)
              : extra);
    }
    return new Conversation(
        context.purpose(),
        model,
        turns.turns(),
        tooling,
        sampling,
        output,
        thinking,
        new Delivery(context.stream(), true),
        identity,
        null,
        extras,
        PLACES);
  }

  /** The path's model; a body that names one too says the same. */
  private String model(Message whole, Message body) throws InvalidException {
    var outer = whole.string("model");
    var inner = body.string("model");
    var named = inner != null ? inner : outer;
    if (!context.model().isEmpty()) {
      return context.model();
    }
    if (named == null) {
      throw new InvalidException(body.at().field("model"), "is required");
    }
    return named.startsWith("models/") ? named.substring("models/".length()) : named;
  }

  private static Identity identity(Message body) throws InvalidException {
    var labels = body.message("labels");
    if (labels == null) {
      return Identity.UNSAID;
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (var name : labels.names()) {
      metadata.put(name, labels.need(name).string());
    }
    return new Identity(null, null, null, metadata);
  }
}

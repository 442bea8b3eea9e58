package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Delivery;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Identity;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Output;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Places;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Sampling;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request for an answer or for the number of tokens. */
final class ResponsesRequestDecoder {
  /** What only the provider's own store can answer, so that no input need be there. */
  private static final List<String> STORED =
      List.of("previous_response_id", "conversation", "prompt");

  /** Fields that change what is asked for; other unknown ones change how well. */
  private static final Set<String> MEANINGFUL =
      Set.of("previous_response_id", "conversation", "prompt", "background", "moderation");

  /** Whether the provider is to keep the answer. */
  static final String STORE = "store";

  /** The value of a field that a caller of this dialect has left to the provider. */
  static final String UNSAID = "null";

  /** What these are without a word. */
  private static final Map<String, String> DEFAULTS =
      Map.of("background", "false", "truncation", "\"disabled\"", "service_tier", "\"auto\"");

  private static final Places PLACES =
      new Places(
          Map.ofEntries(
              Map.entry(Field.MESSAGES, "input"),
              Map.entry(Field.PARALLEL_TOOLS, "parallel_tool_calls"),
              Map.entry(Field.MAX_TOKENS, "max_output_tokens"),
              Map.entry(Field.FORMAT, "text.format"),
              Map.entry(Field.LOG_PROBS, "top_logprobs"),
              Map.entry(Field.VERBOSITY, "text.verbosity"),
              Map.entry(Field.THINKING, "reasoning"),
              Map.entry(Field.EFFORT, "reasoning.effort"),
              Map.entry(Field.SAFETY_ID, "safety_identifier"),
              Map.entry(Field.CACHE_KEY, "prompt_cache_key")));

  private final Purpose purpose;
  private final Fields body;
  private final Losses losses = new Losses();
  private final List<Turn> turns = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();

  private ResponsesRequestDecoder(Fields body, Purpose purpose) {
    this.body = body;
    this.purpose = purpose;
  }

  static Decoded<Conversation> decode(byte[] bytes, Purpose purpose) {
    try {
      var decoder = new ResponsesRequestDecoder(Json.parse(bytes).object(), purpose);
      return new Decoded.Read<>(decoder.read(), decoder.losses.list());
    } catch (InvalidException e) {
      return new Decoded.Invalid<>(e.path().toString(), e.problem());
    }
  }

  /** Whether the provider is asked to keep the conversation, or not asked not to. */
  static boolean kept(Conversation conversation) {
    var said = Extras.own(conversation.extras(), STORE);
    return said != null && !said.equals("false");
  }

  /** Whether the provider has more of the conversation than is said. */
  static boolean stored(Conversation conversation) {
    return STORED.stream().anyMatch(name -> Extras.own(conversation.extras(), name) != null);
  }

  private Conversation read() throws InvalidException {
    var model = body.need("model").string();
    instructions();
    input();
    var tooling = new ToolsDecoder(body, extras).read();
    var sampling =
        new Sampling(
            body.number("temperature", 0, 2), body.number("top_p", 0, 1), null, null, null, null);
    var output = output();
    var thinking = ReasoningFields.read(body, extras);
    var delivery = new Delivery(body.flag("stream"), true);
    var identity = identity();
    store();
    for (var extra : body.rest(ResponsesDialect.NAME, Severity.DEGRADING)) {
      extras.add(weighed(extra));
    }
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, null,
        extras, PLACES);
  }

  private static Extra weighed(Extra extra) {
    var severity = extra.ifLost();
    if (extra.json().equals(DEFAULTS.get(extra.name())) || extra.name().equals("stream_options")) {
      severity = Severity.COSMETIC;
    } else if (MEANINGFUL.contains(extra.name())) {
      severity = Severity.SEMANTIC;
    }
    return new Extra(extra.dialect(), extra.name(), extra.json(), severity);
  }

  private void instructions() throws InvalidException {
    var instructions = body.take("instructions");
    if (instructions != null) {
      var text = new Part.Text(instructions.string(), Marks.at(instructions.at()));
      turns.add(Turn.of(Role.SYSTEM, List.of(text), instructions.at()));
    }
  }

  private void input() throws InvalidException {
    boolean stored = false;
    for (var name : STORED) {
      stored |= body.peek(name) != null;
    }
    var input = stored ? body.take("input") : body.need("input");
    if (input == null) {
      return;
    }
    if (!stored && input.isArray() && input.elements().isEmpty()) {
      throw input.invalid("must not be empty");
    }
    new InputDecoder(losses, turns).read(input);
  }

  private Output output() throws InvalidException {
    var max = body.integer("max_output_tokens", 1, Integer.MAX_VALUE);
    boolean probabilities = include();
    var top = body.integer("top_logprobs", 0, 20);
    var text = body.object("text");
    var format = text == null ? new OutputFormat.AnyText() : format(text.object("format"));
    var verbosity = text == null ? null : text.string("verbosity");
    if (text != null) {
      for (var extra : text.rest(ResponsesDialect.NAME, Severity.DEGRADING)) {
        losses.degrading(
            text.at().field(extra.name()), Loss.Action.DROPPED, "not a known field here");
      }
    }
    Integer logProbs = null;
    if (probabilities || (top != null && top > 0)) {
      logProbs = top == null ? Integer.valueOf(0) : top;
    }
    return new Output(max, List.of(), 1, format, logProbs, verbosity);
  }

  /**
   * Whether probabilities are to be told. Encrypted reasoning is always asked for; the rest is of
   * tools that only this provider has.
   */
  private boolean include() throws InvalidException {
    var include = body.take("include");
    if (include == null) {
      return false;
    }
    boolean probabilities = false;
    var rest = new ArrayList<String>();
    for (var word : include.elements()) {
      switch (word.string()) {
        case Include.LOG_PROBS -> probabilities = true;
        case Include.ENCRYPTED -> {}
        default -> rest.add(word.raw());
      }
    }
    if (!rest.isEmpty()) {
      var json = "[" + String.join(",", rest) + "]";
      extras.add(new Extra(ResponsesDialect.NAME, "include", json, Severity.DEGRADING));
    }
    return probabilities;
  }

  private static OutputFormat format(@Nullable Fields format) throws InvalidException {
    if (format == null) {
      return new OutputFormat.AnyText();
    }
    var type = format.need("type");
    return switch (type.string()) {
      case "text" -> new OutputFormat.AnyText();
      case "json_object" -> new OutputFormat.AnyJson();
      case "json_schema" ->
          new OutputFormat.Schema(
              format.need("name").string(),
              format.string("description"),
              format.need("schema").object().raw(),
              format.bool("strict"));
      default -> throw type.invalid("must be text, json_object or json_schema");
    };
  }

  private Identity identity() throws InvalidException {
    Map<String, String> metadata = new LinkedHashMap<>();
    var labels = body.object("metadata");
    if (labels != null) {
      for (var name : labels.names()) {
        metadata.put(name, labels.need(name).string());
      }
    }
    return new Identity(
        body.string("user"),
        body.string("safety_identifier"),
        body.string("prompt_cache_key"),
        metadata);
  }

  /**
   * Answers are stored unless the caller declines: a default of this dialect alone, so that even
   * silence is told on. Who says it wants to use it; who does not, mostly does not know.
   */
  private void store() throws InvalidException {
    var store = body.bool("store");
    extras.add(
        new Extra(
            ResponsesDialect.NAME,
            STORE,
            store == null ? UNSAID : store.toString(),
            Boolean.TRUE.equals(store) ? Severity.DEGRADING : Severity.COSMETIC));
  }
}

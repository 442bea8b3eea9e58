package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Delivery;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Identity;
import dev.headgate.conversation.model.Output;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Places;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Sampling;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Thinking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request. */
final class ChatRequestDecoder {
  private static final int MAX_CHOICES = 128;

  /** Fields that change what is asked for; other unknown ones change how well. */
  private static final Set<String> MEANINGFUL =
      Set.of("audio", "modalities", "web_search_options", "functions", "function_call");

  /** Tiers by which every provider serves when it is not told. */
  private static final Set<String> USUAL = Set.of("\"auto\"", "\"default\"");

  private static final Places PLACES =
      new Places(
          Map.of(
              Field.PARALLEL_TOOLS, "parallel_tool_calls",
              Field.MAX_TOKENS, "max_completion_tokens",
              Field.FORMAT, "response_format",
              Field.LOG_PROBS, "logprobs",
              Field.THINKING, "reasoning_effort",
              Field.EFFORT, "reasoning_effort",
              Field.SAFETY_ID, "safety_identifier",
              Field.CACHE_KEY, "prompt_cache_key"));

  private final Fields body;
  private final Losses losses = new Losses();
  private final List<Extra> extras = new ArrayList<>();

  private ChatRequestDecoder(Fields body) {
    this.body = body;
  }

  static Decoded<Conversation> decode(byte[] bytes) {
    try {
      var root = Json.parse(bytes);
      var decoder = new ChatRequestDecoder(root.object());
      var conversation = decoder.read();
      decoder.losses.ofUnread(root);
      return new Decoded.Read<>(conversation, decoder.losses.list());
    } catch (InvalidException e) {
      return new Decoded.Invalid<>(e.path().toString(), e.problem());
    }
  }

  private Conversation read() throws InvalidException {
    var model = body.need("model").string();
    var turns = new ChatMessagesDecoder().read(body.need("messages"));
    var tooling = ChatTools.read(body);
    var sampling =
        new Sampling(
            body.number("temperature", 0, 2),
            body.number("top_p", 0, 1),
            null,
            body.number("presence_penalty", -2, 2),
            body.number("frequency_penalty", -2, 2),
            seed());
    var output = output();
    var thinking = thinking();
    var delivery = delivery();
    var identity = identity();
    plainModalities();
    for (var extra : body.rest(ChatDialect.NAME, Severity.DEGRADING)) {
      extras.add(new Extra(extra.dialect(), extra.name(), extra.json(), severity(extra)));
    }
    return new Conversation(
        Purpose.ANSWER,
        model,
        turns,
        tooling,
        sampling,
        output,
        thinking,
        delivery,
        identity,
        null,
        extras,
        PLACES);
  }

  private static Severity severity(Extra extra) {
    if (MEANINGFUL.contains(extra.name())) {
      return Severity.SEMANTIC;
    }
    boolean usual = extra.name().equals("service_tier") && USUAL.contains(extra.json());
    return usual ? Severity.COSMETIC : Severity.DEGRADING;
  }

  private @Nullable Long seed() throws InvalidException {
    var seed = body.take("seed");
    return seed == null ? null : Long.valueOf(seed.integer(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private Output output() throws InvalidException {
    var max = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
    var legacy = body.integer("max_tokens", 1, Integer.MAX_VALUE);
    if (max != null && legacy != null) {
      throw new InvalidException(
          body.at().field("max_tokens"), "must not be set beside max_completion_tokens");
    }
    var n = body.integer("n", 1, MAX_CHOICES);
    boolean logProbs = body.flag("logprobs");
    var top = body.integer("top_logprobs", 0, 20);
    return new Output(
        max != null ? max : legacy,
        stop(),
        n == null ? 1 : n,
        format(body.object("response_format")),
        logProbs ? (Integer) (top == null ? 0 : top) : null,
        body.string("verbosity"));
  }

  private List<String> stop() throws InvalidException {
    var stop = body.take("stop");
    if (stop == null) {
      return List.of();
    }
    if (stop.isString()) {
      return List.of(stop.string());
    }
    var texts = new ArrayList<String>();
    for (var text : stop.elements()) {
      texts.add(text.string());
    }
    return texts;
  }

  private static OutputFormat format(@Nullable Fields format) throws InvalidException {
    if (format == null) {
      return new OutputFormat.AnyText();
    }
    var type = format.need("type");
    return switch (type.string()) {
      case "text" -> new OutputFormat.AnyText();
      case "json_object" -> new OutputFormat.AnyJson();
      case "json_schema" -> {
        var schema = format.need("json_schema").object();
        var text = schema.take("schema");
        yield new OutputFormat.Schema(
            schema.need("name").string(),
            schema.string("description"),
            text == null ? "{}" : text.object().raw(),
            schema.bool("strict"));
      }
      default -> throw type.invalid("must be text, json_object or json_schema");
    };
  }

  private Thinking thinking() throws InvalidException {
    var node = body.take("reasoning_effort");
    if (node == null) {
      return Thinking.UNSAID;
    }
    var word = node.string().toUpperCase(Locale.ROOT);
    for (var effort : Thinking.Effort.values()) {
      if (effort.name().equals(word)) {
        return new Thinking(Thinking.Mode.UNSAID, effort, null, null);
      }
    }
    extras.add(new Extra(ChatDialect.NAME, "reasoning_effort", node.raw(), Severity.DEGRADING));
    return Thinking.UNSAID;
  }

  private Delivery delivery() throws InvalidException {
    boolean stream = body.flag("stream");
    var options = body.object("stream_options");
    boolean usage = options != null && options.flag("include_usage");
    if (options != null) {
      // Padding of the events between us and the provider.
      options.take("include_obfuscation");
    }
    return new Delivery(stream, usage);
  }

  private Identity identity() throws InvalidException {
    Map<String, String> metadata = new LinkedHashMap<>();
    var labels = body.object("metadata");
    if (labels != null) {
      for (var name : labels.names()) {
        Node value = labels.need(name);
        metadata.put(name, value.string());
      }
    }
    return new Identity(
        body.string("user"),
        body.string("safety_identifier"),
        body.string("prompt_cache_key"),
        metadata);
  }

  /** Text is what every dialect answers with. */
  private void plainModalities() throws InvalidException {
    var modalities = body.peek("modalities");
    if (modalities != null) {
      var elements = modalities.elements();
      if (elements.size() == 1 && elements.getFirst().string().equals("text")) {
        body.take("modalities");
      }
    }
  }
}

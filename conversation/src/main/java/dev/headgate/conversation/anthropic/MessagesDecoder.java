package dev.headgate.conversation.anthropic;

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
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Output;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Places;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Sampling;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request for an answer or for the number of tokens. */
final class MessagesDecoder {
  /** Asks the provider to hold the conversation, or goes on from what it holds. */
  static final String THREAD = "thread";

  /** Fields that change what is asked for, or where it may be computed. */
  private static final Set<String> MEANINGFUL = Set.of("container", "mcp_servers", "inference_geo");

  /** Tiers by which every provider serves when it is not told. */
  private static final Set<String> USUAL = Set.of("\"auto\"", "\"default\"");

  private static final Places PLACES =
      new Places(
          Map.of(
              Field.PARALLEL_TOOLS, "tool_choice.disable_parallel_tool_use",
              Field.STOP, "stop_sequences",
              Field.FORMAT, "output_config.format",
              Field.EFFORT, "output_config.effort",
              Field.BUDGET, "thinking.budget_tokens",
              Field.USER, "metadata.user_id",
              Field.CACHE, "cache_control"));

  private final Purpose purpose;
  private final Fields body;
  private final Losses losses = new Losses();
  private final List<Turn> turns = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();
  private final BlockDecoder blocks = new BlockDecoder(AnthropicDialect.CLAUDE);

  private MessagesDecoder(Fields body, Purpose purpose) {
    this.body = body;
    this.purpose = purpose;
  }

  static Decoded<Conversation> decode(byte[] bytes, Purpose purpose) {
    try {
      var root = Json.parse(bytes);
      var decoder = new MessagesDecoder(root.object(), purpose);
      var conversation = decoder.read();
      decoder.losses.ofUnread(root);
      return new Decoded.Read<>(conversation, decoder.losses.list());
    } catch (InvalidException e) {
      return new Decoded.Invalid<>(e.path().toString(), e.problem());
    }
  }

  private Conversation read() throws InvalidException {
    var model = body.need("model").string();
    var max =
        purpose == Purpose.COUNT
            ? body.integer("max_tokens", 1, Integer.MAX_VALUE)
            : Integer.valueOf((int) body.need("max_tokens").integer(1, Integer.MAX_VALUE));
    system();
    messages(body.need("messages"));
    var tooling = MessagesTools.read(body);
    var config = body.object("output_config");
    var thinking = thinking(config);
    var output = new Output(max, stop(), 1, format(config), null, null);
    var sampling =
        new Sampling(
            body.number("temperature", 0, 1),
            body.number("top_p", 0, 1),
            body.integer("top_k", 0, Integer.MAX_VALUE),
            null,
            null,
            null);
    var delivery = new Delivery(body.flag("stream"), true, beginsTheAnswer(turns.getLast()));
    var identity = identity();
    var cache = CacheControl.read(body.take("cache_control"));
    for (var extra : body.rest(AnthropicDialect.NAME, Severity.DEGRADING)) {
      extras.add(new Extra(extra.dialect(), extra.name(), extra.json(), severity(extra)));
    }
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, cache,
        extras, PLACES);
  }

  private static boolean beginsTheAnswer(Turn last) {
    return last.role() == Role.ASSISTANT
        && last.parts().stream()
            .anyMatch(part -> !(part instanceof Part.Text(var text, var marks)) || !text.isBlank());
  }

  private static Severity severity(Extra extra) {
    if (MEANINGFUL.contains(extra.name())) {
      return Severity.SEMANTIC;
    }
    boolean usual = extra.name().equals("service_tier") && USUAL.contains(extra.json());
    return usual ? Severity.COSMETIC : Severity.DEGRADING;
  }

  private void system() throws InvalidException {
    var system = body.take("system");
    if (system != null) {
      turns.add(Turn.of(Role.SYSTEM, blocks.read(system), system.at()));
    }
  }

  private void messages(Node messages) throws InvalidException {
    if (messages.elements().isEmpty()) {
      throw messages.invalid("must not be empty");
    }
    for (var node : messages.elements()) {
      var message = node.object();
      var role = message.need("role");
      var parts = blocks.read(message.need("content"));
      switch (role.string()) {
        case "user" -> user(parts, message);
        case "assistant" -> turns.add(Turn.of(Role.ASSISTANT, parts, message.at()));
        case "system" -> turns.add(Turn.of(Role.SYSTEM, parts, message.at()));
        default -> throw role.invalid("must be user, assistant or system");
      }
    }
  }

  /** Results and words of one message are turns of their own, in the order in which they came. */
  private void user(List<Part> parts, Fields message) {
    if (parts.isEmpty()) {
      turns.add(Turn.of(Role.USER, parts, message.at()));
      return;
    }
    int from = 0;
    while (from < parts.size()) {
      boolean results = parts.get(from) instanceof Part.ToolResult;
      int to = from + 1;
      while (to < parts.size() && results == parts.get(to) instanceof Part.ToolResult) {
        to++;
      }
      turns.add(Turn.of(results ? Role.TOOL : Role.USER, parts.subList(from, to), message.at()));
      from = to;
    }
  }

  private Thinking thinking(@Nullable Fields config) throws InvalidException {
    var effort = config == null ? null : effort(config);
    var node = body.take("thinking");
    if (node == null) {
      // Without the field there is no thinking, so an effort alone is about words.
      return effort == null ? Thinking.UNSAID : new Thinking(Thinking.Mode.OFF, effort, null, null);
    }
    var thinking = node.object();
    var type = thinking.need("type").string();
    var display = thinking.string("display");
    var visible = display == null ? null : Boolean.valueOf(!display.equals("omitted"));
    return switch (type) {
      case "enabled" ->
          new Thinking(
              Thinking.Mode.ON,
              effort,
              (int) thinking.need("budget_tokens").integer(0, Integer.MAX_VALUE),
              visible);
      case "disabled" -> new Thinking(Thinking.Mode.OFF, effort, null, null);
      case "adaptive" -> new Thinking(Thinking.Mode.ADAPTIVE, effort, null, visible);
      default -> {
        extras.add(
            new Extra(AnthropicDialect.NAME, "thinking", thinking.raw(), Severity.DEGRADING));
        yield new Thinking(Thinking.Mode.ADAPTIVE, effort, null, null);
      }
    };
  }

  private Thinking.@Nullable Effort effort(Fields config) throws InvalidException {
    var node = config.take("effort");
    if (node == null) {
      return null;
    }
    var word = node.string().toUpperCase(Locale.ROOT);
    for (var effort : Thinking.Effort.values()) {
      if (effort.name().equals(word)) {
        return effort;
      }
    }
    losses.degrading(node.at(), Loss.Action.DROPPED, "not a known effort");
    return null;
  }

  private OutputFormat format(@Nullable Fields config) throws InvalidException {
    var older = body.object("output_format");
    var format = config == null ? older : config.object("format");
    if (format == null) {
      return new OutputFormat.AnyText();
    }
    var type = format.need("type");
    if (!type.string().equals("json_schema")) {
      throw type.invalid("must be json_schema");
    }
    return new OutputFormat.Schema(null, null, format.need("schema").object().raw(), true);
  }

  private List<String> stop() throws InvalidException {
    var stop = new ArrayList<String>();
    for (var text : body.elements("stop_sequences")) {
      stop.add(text.string());
    }
    return stop;
  }

  private Identity identity() throws InvalidException {
    var metadata = body.object("metadata");
    if (metadata == null) {
      return Identity.UNSAID;
    }
    var user = metadata.string("user_id");
    return new Identity(user, null, null, Map.of());
  }
}

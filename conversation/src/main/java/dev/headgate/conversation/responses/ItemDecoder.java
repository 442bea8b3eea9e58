package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads items of the model's: those of an answer, and those of a request that were an answer's. One
 * item is one part, but for a message, whose content is.
 */
final class ItemDecoder {
  /**
   * The extra of a message's first part: the message's own fields. It also says that a message
   * begins here.
   */
  static final String MESSAGE = "message";

  /** The extra of a part whose item has this id. */
  static final String ID = "id";

  private final Realm realm;
  private final ContentDecoder content;

  /**
   * @param realm whose items they are
   * @param citations how bad it is to lose them
   */
  ItemDecoder(Realm realm, Severity citations) {
    this.realm = realm;
    this.content = new ContentDecoder(realm, citations);
  }

  List<Part> read(Node node) throws InvalidException {
    var item = node.object();
    var type = item.need("type").string();
    return switch (type) {
      case "message" -> message(item);
      case "reasoning" -> List.of(reasoning(item));
      case "function_call" -> List.of(call(item, "arguments", false));
      case "custom_tool_call" -> List.of(call(item, "input", true));
      default -> List.of(other(type, node));
    };
  }

  /** What the provider's own tools did can be told in words; the rest nobody else understands. */
  private Part other(String type, Node node) {
    var marks = Marks.at(node.at());
    boolean tool =
        type.endsWith("_call") || type.endsWith("_call_output") || type.startsWith("mcp_");
    return tool
        ? new Part.ServerTool(realm, type, node.raw(), marks)
        : new Part.Unknown(realm, type, node.raw(), marks);
  }

  /**
   * Whether it is an item of this dialect that the model has no word for. Chat Completions, of the
   * same provider, has one unknown thing that an assistant says.
   */
  static boolean own(Part part) {
    return switch (part) {
      case Part.ServerTool tool -> tool.realm().admits(ResponsesDialect.REALM);
      case Part.Unknown unknown ->
          unknown.realm().admits(ResponsesDialect.REALM)
              && !unknown.type().equals("audio")
              && Extras.own(unknown.marks().extras(), MESSAGE) == null;
      default -> false;
    };
  }

  /** Its exact text. */
  static String json(Part part) {
    return switch (part) {
      case Part.ServerTool tool -> tool.json();
      case Part.Unknown unknown -> unknown.json();
      default -> throw new IllegalArgumentException("not read as text: " + part.getClass());
    };
  }

  /** A message of the assistant's, whose type has been read. */
  List<Part> message(Fields message) throws InvalidException {
    message.take("role");
    var parts = new ArrayList<Part>();
    for (var part : content.read(message.need("content"))) {
      parts.add(part instanceof Part.ServerTool unknown ? within(unknown) : part);
    }
    message.take("status");
    var about = about(message, parts.size());
    if (about != null && !parts.isEmpty()) {
      parts.set(0, with(parts.getFirst(), about));
    }
    return parts;
  }

  /** Content that this version does not know is no item, so it cannot stand by itself. */
  private static Part within(Part.ServerTool unknown) {
    var part = new Part.Unknown(unknown.realm(), unknown.type(), unknown.json(), unknown.marks());
    return with(part, new Extra(ResponsesDialect.NAME, MESSAGE, "{}", Severity.COSMETIC));
  }

  /** Whether it is content of a message. */
  static boolean words(Part part) {
    return part instanceof Part.Text || part instanceof Part.Refusal;
  }

  /** The same parts, of which the first says that a message begins, if it is one. */
  static List<Part> begun(List<Part> parts) {
    if (parts.isEmpty()
        || !words(parts.getFirst())
        || Extras.own(parts.getFirst().marks().extras(), MESSAGE) != null) {
      return parts;
    }
    var begun = new ArrayList<>(parts);
    begun.set(
        0,
        with(parts.getFirst(), new Extra(ResponsesDialect.NAME, MESSAGE, "{}", Severity.COSMETIC)));
    return begun;
  }

  private static Part with(Part part, Extra extra) {
    var extras = new ArrayList<>(part.marks().extras());
    extras.addFirst(extra);
    return part.withMarks(part.marks().withExtras(extras));
  }

  /** A message's own fields; null for one of which there is nothing to say. */
  static @Nullable Extra about(Fields message, int parts) {
    var fields = message.rest(ResponsesDialect.NAME, Severity.COSMETIC);
    if (fields.isEmpty() && parts < 2) {
      return null;
    }
    var sink = new ByteSink(64);
    try (var out = new JsonOut(sink)) {
      out.object().extras(ResponsesDialect.NAME, fields).endObject();
    }
    return new Extra(ResponsesDialect.NAME, MESSAGE, sink.toString(), Severity.COSMETIC);
  }

  Part content(Node part) throws InvalidException {
    return content.part(part);
  }

  private static Part call(Fields item, String argument, boolean freeform) throws InvalidException {
    var id = item.need("call_id").string();
    var namespace = item.peek(Namespaces.FIELD);
    var name =
        Namespaces.join(
            namespace == null || namespace.isNull() ? null : namespace.string(),
            item.need("name").string());
    var text = item.take(argument);
    var arguments = text == null ? "" : text.isString() ? text.string() : text.raw();
    if (!freeform && arguments.isBlank()) {
      arguments = "{}";
    }
    item.take("status");
    return new Part.ToolCall(id, name, arguments, freeform, marks(item));
  }

  /** What a call or a result says besides; its id matters to nobody but its provider. */
  static Marks marks(Fields item) {
    var extras = new ArrayList<Extra>();
    for (var extra : item.rest(ResponsesDialect.NAME, Severity.DEGRADING)) {
      boolean cosmetic = extra.name().equals(ID) || extra.name().equals(Namespaces.FIELD);
      extras.add(
          cosmetic
              ? new Extra(ResponsesDialect.NAME, extra.name(), extra.json(), Severity.COSMETIC)
              : extra);
    }
    return Marks.at(item.at()).withExtras(extras);
  }

  private Part reasoning(Fields item) throws InvalidException {
    var data = ReasoningSlot.read(realm, item.string(ID), item.string("encrypted_content"));
    var extras = new ArrayList<Extra>();
    var summary = texts(item, "summary");
    var thoughts = texts(item, "content");
    var shown = thoughts.isEmpty() ? summary : thoughts;
    if (!summary.isEmpty() && (summary != shown || summary.size() > 1)) {
      extras.add(exact(item, "summary"));
    }
    if (!thoughts.isEmpty()) {
      extras.add(exact(item, "content"));
    }
    item.take("status");
    extras.addAll(item.rest(ResponsesDialect.NAME, Severity.DEGRADING));
    var text = String.join("\n\n", shown);
    var marks = new Marks(item.at(), data, null, extras);
    return new Part.Reasoning(text, ReasoningSlot.hidden(data, text.isEmpty()), marks);
  }

  private static Extra exact(Fields item, String name) throws InvalidException {
    return new Extra(ResponsesDialect.NAME, name, item.need(name).raw(), Severity.COSMETIC);
  }

  private static List<String> texts(Fields item, String name) throws InvalidException {
    var texts = new ArrayList<String>();
    for (var part : item.elements(name)) {
      var text = part.object().string("text");
      texts.add(text == null ? "" : text);
    }
    return texts;
  }
}

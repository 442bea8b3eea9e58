package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the input of a request. Items are a flat list: neighbours of the model's make one turn, and
 * so do neighbouring results.
 */
final class InputDecoder {
  private final ItemDecoder items = new ItemDecoder(ResponsesDialect.REALM, Severity.COSMETIC);
  private final ContentDecoder content =
      new ContentDecoder(ResponsesDialect.REALM, Severity.COSMETIC);
  private final Losses losses;
  private final List<Turn> turns;

  /**
   * @param turns takes what is read
   */
  InputDecoder(Losses losses, List<Turn> turns) {
    this.losses = losses;
    this.turns = turns;
  }

  void read(Node input) throws InvalidException {
    if (input.isString()) {
      var text = new Part.Text(input.string(), Marks.at(input.at()));
      turns.add(Turn.of(Role.USER, List.of(text), input.at()));
      return;
    }
    if (!input.isArray()) {
      throw input.invalid("must be a string or an array of items");
    }
    for (var item : input.elements()) {
      item(item);
    }
  }

  private void item(Node node) throws InvalidException {
    var item = node.object();
    switch (type(item)) {
      case "message" -> message(item);
      case "function_call_output" -> result(item, false);
      case "custom_tool_call_output" -> result(item, true);
      case "item_reference" -> said(List.of(reference(item)), item);
      default -> said(items.read(node), item);
    }
  }

  /** What only the provider's store can tell. */
  private static Part reference(Fields item) throws InvalidException {
    var json = "{\"type\":\"item_reference\",\"id\":" + item.need(ItemDecoder.ID).raw() + '}';
    return new Part.Unknown(ResponsesDialect.REALM, "item_reference", json, Marks.at(item.at()));
  }

  /** Messages and references need not say what they are. */
  private static String type(Fields item) throws InvalidException {
    var type = item.string("type");
    if (type != null) {
      return type;
    }
    if (item.peek("role") != null) {
      return "message";
    }
    if (item.peek("id") != null && item.names().size() == 1) {
      return "item_reference";
    }
    throw new InvalidException(item.at().field("type"), "is required");
  }

  private void message(Fields message) throws InvalidException {
    var role = message.need("role");
    switch (role.string()) {
      case "user" -> speech(Role.USER, message);
      case "system" -> speech(Role.SYSTEM, message);
      case "developer" -> speech(Role.DEVELOPER, message);
      case "assistant" -> said(items.message(message), message);
      default -> throw role.invalid("must be user, assistant, system or developer");
    }
  }

  private void speech(Role role, Fields message) throws InvalidException {
    turns.add(Turn.of(role, content.read(message.need("content")), message.at()));
    message.take("status");
    for (var extra : message.rest(ResponsesDialect.NAME, Severity.DEGRADING)) {
      var at = message.at().field(extra.name());
      if (extra.name().equals(ItemDecoder.ID)) {
        losses.cosmetic(at, Loss.Action.DROPPED, "an id matters in the provider's store only");
      } else {
        losses.degrading(at, Loss.Action.DROPPED, "not a known field of a message");
      }
    }
  }

  private void said(List<Part> parts, Fields item) {
    join(Role.ASSISTANT, parts, item);
  }

  private void result(Fields item, boolean freeform) throws InvalidException {
    var callId = item.need("call_id").string();
    var output = content.read(item.need("output"));
    var name = item.string("name");
    item.take("status");
    var marks = ItemDecoder.marks(item);
    var result = new Part.ToolResult(callId, name, output, false, freeform, marks);
    join(Role.TOOL, List.of(result), item);
  }

  private void join(Role role, List<Part> parts, Fields item) {
    var last = turns.isEmpty() ? null : turns.getLast();
    if (last != null && last.role() == role) {
      var joined = new ArrayList<>(last.parts());
      joined.addAll(
          !joined.isEmpty() && ItemDecoder.words(joined.getLast())
              ? ItemDecoder.begun(parts)
              : parts);
      turns.set(turns.size() - 1, last.withParts(joined));
    } else {
      turns.add(Turn.of(role, parts, item.at()));
    }
  }
}

package dev.headgate.conversation.chat;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;

/** Reads a call of a tool in a whole message. */
final class ChatCalls {
  private ChatCalls() {}

  static Part.ToolCall read(Fields call) throws InvalidException {
    var id = call.string("id");
    var type = call.string("type");
    if ("custom".equals(type)) {
      var custom = call.need("custom").object();
      return new Part.ToolCall(
          id == null ? "" : id,
          custom.need("name").string(),
          custom.need("input").string(),
          true,
          marks(call));
    }
    var function = call.need("function").object();
    var arguments = function.take("arguments");
    return new Part.ToolCall(
        id == null ? "" : id,
        function.need("name").string(),
        // Some servers give the object itself.
        arguments == null ? "" : arguments.isString() ? arguments.string() : arguments.raw(),
        false,
        marks(call));
  }

  private static Marks marks(Fields call) {
    call.take("index");
    return Marks.at(call.at()).withExtras(call.rest(ChatDialect.NAME, Severity.DEGRADING));
  }
}

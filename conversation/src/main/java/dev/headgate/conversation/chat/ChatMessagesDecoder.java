package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a request; neighbouring tool messages become one turn. */
final class ChatMessagesDecoder {
  private final List<Turn> turns = new ArrayList<>();

  /** The id made for the last function_call, which has none; its result has none either. */
  private String lastFunctionCall = "";

  List<Turn> read(Node messages) throws InvalidException {
    if (messages.elements().isEmpty()) {
      throw messages.invalid("must not be empty");
    }
    for (var message : messages.elements()) {
      read(message.object());
    }
    return turns;
  }

  private void read(Fields message) throws InvalidException {
    var role = message.need("role");
    switch (role.string()) {
      case "system" -> speech(Role.SYSTEM, message);
      case "developer" -> speech(Role.DEVELOPER, message);
      case "user" -> speech(Role.USER, message);
      case "assistant" -> assistant(message);
      case "tool" -> result(message, message.need("tool_call_id").string(), false);
      case "function" -> result(message, lastFunctionCall, true);
      default -> throw role.invalid("must be system, developer, user, assistant, tool or function");
    }
  }

  private void speech(Role role, Fields message) throws InvalidException {
    var parts = ChatContent.read(message.need("content"));
    turns.add(new Turn(role, parts, null, message.string("name"), message.at()));
  }

  private void assistant(Fields message) throws InvalidException {
    var parts = new ArrayList<Part>();
    for (var field : List.of("reasoning_content", "reasoning")) {
      var reasoning = message.take(field);
      if (reasoning != null && reasoning.isString() && parts.isEmpty()) {
        parts.add(new Part.Reasoning(reasoning.string(), false, Marks.at(reasoning.at())));
      }
    }
    var content = message.take("content");
    if (content != null) {
      var read = ChatContent.read(content);
      if (!silent(read)) {
        parts.addAll(read);
      }
    }
    var refusal = message.take("refusal");
    if (refusal != null) {
      parts.add(new Part.Refusal(refusal.string(), Marks.at(refusal.at())));
    }
    var audio = message.take("audio");
    if (audio != null) {
      parts.add(new Part.Unknown(ChatDialect.REALM, "audio", audio.raw(), Marks.at(audio.at())));
    }
    for (var call : message.elements("tool_calls")) {
      parts.add(ChatCalls.read(call.object()));
    }
    var legacy = message.take("function_call");
    if (legacy != null) {
      lastFunctionCall = CallIds.made("function_call", turns.size());
      parts.add(function(legacy.object()));
    }
    // Citations of an answer; no request needs them again.
    message.take("annotations");
    turns.add(new Turn(Role.ASSISTANT, parts, null, message.string("name"), message.at()));
  }

  private Part function(Fields call) throws InvalidException {
    return new Part.ToolCall(
        lastFunctionCall,
        call.need("name").string(),
        call.need("arguments").string(),
        false,
        Marks.at(call.at()));
  }

  /** An empty text is how many clients say that there is nothing but calls. */
  private static boolean silent(List<Part> parts) {
    return parts.size() == 1
        && parts.getFirst() instanceof Part.Text(var text, var marks)
        && text.isEmpty()
        && marks.equals(Marks.at(marks.at()));
  }

  private void result(Fields message, String callId, boolean nullable) throws InvalidException {
    var content = nullable ? message.take("content") : message.need("content");
    var parts = content == null ? List.<Part>of() : ChatContent.read(content);
    var name = message.string("name");
    var result = new Part.ToolResult(callId, name, parts, false, false, Marks.at(message.at()));
    var last = turns.isEmpty() ? null : turns.getLast();
    if (last != null && last.role() == Role.TOOL) {
      var joined = new ArrayList<>(last.parts());
      joined.add(result);
      turns.set(turns.size() - 1, last.withParts(joined));
    } else {
      turns.add(Turn.of(Role.TOOL, List.of(result), message.at()));
    }
  }
}

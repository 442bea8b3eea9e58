package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Part;

/** The calls of one answer as the caller is to see them: with ids, under the caller's names. */
final class AnswerCalls {
  private final AnswerContext context;
  private int number;

  AnswerCalls(AnswerContext context) {
    this.context = context;
  }

  Part.ToolCall named(Part.ToolCall call) {
    int mine = number++;
    var id =
        call.id().isEmpty() ? CallIds.made(context.uniqueId(), mine) : CallIds.canonical(call.id());
    boolean wrapped = context.wayBack().wrapped(call.name());
    var arguments = wrapped ? unwrapped(call.arguments()) : call.arguments();
    var name = context.wayBack().callersName(call.name());
    return new Part.ToolCall(id, name, arguments, wrapped, call.marks());
  }

  private static String unwrapped(String arguments) {
    try {
      var input = Json.parse(arguments).object().peek("input");
      return input != null && input.isString() ? input.string() : arguments;
    } catch (InvalidException e) {
      return arguments;
    }
  }
}

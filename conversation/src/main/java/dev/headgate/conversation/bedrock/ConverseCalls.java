package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.AnswerIds;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;

/** Turns the calls of an answer into what the caller declared. */
final class ConverseCalls {
  private final AnswerContext context;
  private final AnswerIds ids;

  ConverseCalls(AnswerContext context) {
    this.context = context;
    this.ids = new AnswerIds(context.uniqueId());
  }

  /**
   * A call as it begins.
   *
   * @param id as the provider gave it; empty when it gave none
   * @param name as the provider was told it
   */
  Part.ToolCall head(String id, String name) {
    return new Part.ToolCall(
        ids.next(id),
        context.wayBack().callersName(name),
        "",
        context.wayBack().wrapped(name),
        Marks.NONE);
  }

  /** The text in {@code {"input": text}}; anything else as it is. */
  static String unwrapped(String arguments) {
    try {
      var input = Json.parse(arguments).object().string("input");
      return input == null ? arguments : input;
    } catch (InvalidException e) {
      return arguments;
    }
  }
}

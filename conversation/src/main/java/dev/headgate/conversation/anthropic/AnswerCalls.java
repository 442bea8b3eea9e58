package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.AnswerIds;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;

/** Turns the calls of an answer into what the caller declared. */
final class AnswerCalls {
  private final AnswerContext context;
  private final AnswerIds ids;

  AnswerCalls(AnswerContext context) {
    this.context = context;
    this.ids = new AnswerIds(context.uniqueId());
  }

  /** Signatures are valid on all platforms of their maker. */
  static Realm signer(Realm origin) {
    return new Realm(origin.vendor(), origin.family(), "");
  }

  /** A whole call. */
  Part.ToolCall named(Part.ToolCall call) {
    boolean wrapped = wrapped(call.name());
    return new Part.ToolCall(
        id(call.id()),
        context.wayBack().callersName(call.name()),
        wrapped ? unwrapped(call.arguments()) : call.arguments(),
        wrapped,
        call.marks());
  }

  /** The id of the next call, as every dialect takes it. */
  String id(String given) {
    return ids.next(given);
  }

  String callersName(String told) {
    return context.wayBack().callersName(told);
  }

  boolean wrapped(String told) {
    return context.wayBack().wrapped(told);
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

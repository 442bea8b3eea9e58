package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads the contents of a request. Calls and results without ids are paired by name and order. */
final class ContentsDecoder {
  /** Ids depend on places alone, so that the same history gets the same ones again. */
  private static final String MADE = "gemini contents";

  private final PartDecoder parts = new PartDecoder(GeminiDialect.GEMINI);
  private final Losses losses;
  private final List<Turn> turns = new ArrayList<>();

  /** Calls that no result has answered yet. */
  private final List<Part.ToolCall> open = new ArrayList<>();

  private int calls;
  private int strays;

  ContentsDecoder(Losses losses) {
    this.losses = losses;
  }

  List<Turn> turns() {
    return turns;
  }

  void system(Node instruction) throws InvalidException {
    if (instruction.isString()) {
      throw instruction.invalid("must be an object with parts");
    }
    var content = Message.of(instruction);
    content.take("role");
    turns.add(Turn.of(Role.SYSTEM, parts.read(content), content.at()));
    unread(content);
  }

  void read(List<Node> contents) throws InvalidException {
    for (var node : contents) {
      var content = Message.of(node);
      var role = content.take("role");
      var read = parts.read(content);
      switch (role == null ? "user" : role.string()) {
        case "model" -> model(read, content);
        case "", "user", "function", "tool" -> user(read, content);
        default -> throw content.need("role").invalid("must be user or model");
      }
      unread(content);
    }
  }

  private void unread(Message content) {
    for (var extra : content.rest("", Severity.DEGRADING)) {
      losses.degrading(
          content.at().field(extra.name()), Loss.Action.DROPPED, "not a known field here");
    }
  }

  /** Chats of the official SDKs keep every piece of a stream as a content of its own. */
  private void model(List<Part> read, Message content) {
    boolean more = !turns.isEmpty() && turns.getLast().role() == Role.ASSISTANT;
    if (!more) {
      open.clear();
    }
    var named = new ArrayList<Part>();
    for (var part : read) {
      named.add(part instanceof Part.ToolCall call ? named(call) : part);
    }
    if (more) {
      losses.cosmetic(content.at(), Loss.Action.MOVED, "pieces of one answer are one turn");
      var last = turns.getLast();
      turns.set(turns.size() - 1, last.withParts(Pieces.joined(last.parts(), named)));
    } else {
      turns.add(Turn.of(Role.ASSISTANT, Pieces.sealed(named), content.at()));
    }
  }

  private Part.ToolCall named(Part.ToolCall call) {
    int number = calls++;
    var named = call;
    if (call.id().isEmpty()) {
      losses.cosmetic(
          call.marks().at().field("functionCall"), Loss.Action.ADDED, "calls have ids elsewhere");
      named =
          new Part.ToolCall(
              CallIds.made(MADE, number), call.name(), call.arguments(), false, call.marks());
    }
    open.add(named);
    return named;
  }

  /** Results and words of one content are turns of their own, in the order in which they came. */
  private void user(List<Part> read, Message content) {
    var parts = new ArrayList<Part>();
    for (var part : read) {
      parts.add(part instanceof Part.ToolResult result ? paired(result) : part);
    }
    if (parts.isEmpty()) {
      turns.add(Turn.of(Role.USER, parts, content.at()));
    }
    int from = 0;
    while (from < parts.size()) {
      boolean results = parts.get(from) instanceof Part.ToolResult;
      int to = from + 1;
      while (to < parts.size() && results == parts.get(to) instanceof Part.ToolResult) {
        to++;
      }
      turns.add(Turn.of(results ? Role.TOOL : Role.USER, parts.subList(from, to), content.at()));
      from = to;
    }
  }

  private Part.ToolResult paired(Part.ToolResult result) {
    for (var call : open) {
      boolean answered =
          result.callId().isEmpty()
              ? call.name().equals(result.name())
              : call.id().equals(result.callId());
      if (answered) {
        open.remove(call);
        return withId(result, call.id());
      }
    }
    return result.callId().isEmpty()
        ? withId(result, CallIds.made(MADE + " strays", strays++))
        : result;
  }

  private static Part.ToolResult withId(Part.ToolResult result, String id) {
    return new Part.ToolResult(
        id, result.name(), result.content(), result.isError(), false, result.marks());
  }
}

package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the turns of a request: {@code instructions} and {@code input}. */
final class InputEncoder {
  private static final String NOT_AT_HAND = "(What was said before is not at hand.)";

  private final Losses losses;
  private final JsonOut out;
  private final ContentEncoder content;
  private final SaidEncoder said;

  /** Calls of freeform tools: their results are items of another type. */
  private final Set<String> freeform = new HashSet<>();

  InputEncoder(Target target, ToolNames names, Losses losses, JsonOut out) {
    this.losses = losses;
    this.out = out;
    this.content = new ContentEncoder(losses, out);
    this.said = new SaidEncoder(target, names, losses, content, out);
  }

  void write(Conversation conversation) {
    said.stored(ResponsesRequestDecoder.kept(conversation));
    var turns = conversation.turns();
    var rest = turns;
    // Instructions alone are no input, unless there is more in the store.
    boolean more = turns.size() > 1 || ResponsesRequestDecoder.stored(conversation);
    if (!turns.isEmpty() && more && instructions(turns.getFirst())) {
      rest = turns.subList(1, turns.size());
    }
    out.array("input");
    for (var turn : rest) {
      if (turn.name() != null) {
        losses.degrading(
            turn.at().field("name"), Loss.Action.DROPPED, "participants have no names here");
      }
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> message(turn.role(), content.textOnly(turn.parts()));
        case USER, TOOL -> caller(turn);
        case ASSISTANT -> assistant(turn);
      }
    }
    if (out.isEmpty() && !ResponsesRequestDecoder.stored(conversation)) {
      losses.degrading(Path.ROOT, Loss.Action.ADDED, "there must be a message here");
      message(Role.USER, List.of(new Part.Text(NOT_AT_HAND, Marks.NONE)));
    }
    out.endArray();
  }

  /** Words at the beginning that are nothing but words. */
  private boolean instructions(Turn turn) {
    if (turn.role() == Role.SYSTEM
        && turn.parts().size() == 1
        && turn.parts().getFirst() instanceof Part.Text(var text, var marks)
        && Extras.own(marks.extras(), ContentDecoder.BREAKPOINT) == null) {
      content.marks(marks);
      out.string("instructions", text);
      return true;
    }
    return false;
  }

  private void caller(Turn turn) {
    var words = new ArrayList<Part>();
    for (var part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        flush(words);
        result(result);
      } else {
        words.add(part);
      }
    }
    flush(words);
  }

  private void flush(List<Part> words) {
    if (!words.isEmpty()) {
      message(Role.USER, content.writable(words));
      words.clear();
    }
  }

  private void message(Role role, List<Part> parts) {
    out.object().string("type", "message");
    out.string(
        "role",
        switch (role) {
          case SYSTEM -> "system";
          case DEVELOPER -> "developer";
          case USER, TOOL, ASSISTANT -> "user";
        });
    content.write("content", parts);
    out.endObject();
  }

  private void assistant(Turn turn) {
    for (var part : turn.parts()) {
      if (part instanceof Part.ToolCall call && call.freeform()) {
        freeform.add(call.id());
      }
    }
    said.write(turn.parts());
  }

  private void result(Part.ToolResult result) {
    boolean text = result.freeform() || freeform.contains(result.callId());
    out.object().string("type", text ? "custom_tool_call_output" : "function_call_output");
    out.string("call_id", result.callId());
    var parts = new ArrayList<Part>();
    if (result.isError()) {
      losses.degrading(
          result.marks().at().field("is_error"),
          Loss.Action.REPLACED,
          "said in words: there is no mark for a failed tool here");
      parts.add(new Part.Text("The tool failed.", result.marks().withExtras(List.of())));
    }
    parts.addAll(content.writable(result.content()));
    content.write("output", parts);
    content.marks(result.marks());
    Extras.write(result.marks().extras(), Set.of(ItemDecoder.ID), out);
    out.endObject();
  }
}

package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the messages of a request. */
final class ChatMessagesEncoder {
  private final Target target;
  private final ToolNames names;
  private final Losses losses;
  private final JsonOut out;
  private final ChatContentEncoder content;

  ChatMessagesEncoder(Target target, ToolNames names, Losses losses, JsonOut out) {
    this.target = target;
    this.names = names;
    this.losses = losses;
    this.out = out;
    this.content = new ChatContentEncoder(losses, out);
  }

  /**
   * @param addenda instructions of the gateway's own
   */
  void write(List<Turn> turns, List<String> addenda) {
    out.array("messages");
    boolean gathered = target.has(Quirk.ONE_LEADING_SYSTEM);
    if (gathered) {
      gathered(turns, addenda);
    } else {
      addenda.forEach(text -> message("system").string("content", text).endObject());
    }
    for (var turn : turns) {
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> {
          if (!gathered) {
            instruction(turn);
          }
        }
        case USER -> user(turn);
        case ASSISTANT -> assistant(turn);
        case TOOL -> results(turn);
      }
    }
    if (turns.isEmpty() && addenda.isEmpty()) {
      losses.degrading(Path.ROOT, Loss.Action.ADDED, "there must be a message here");
      message("user").string("content", "(What was said before is not at hand.)").endObject();
    }
    out.endArray();
  }

  private void gathered(List<Turn> turns, List<String> addenda) {
    var text = new ArrayList<>(addenda);
    boolean leading = true;
    for (var turn : turns) {
      if (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER) {
        if (!leading) {
          losses.degrading(
              turn.at(), Loss.Action.MOVED, "this server takes one instruction, at the beginning");
        }
        turn.parts().forEach(part -> text.add(content.words(part)));
      } else {
        leading = false;
      }
    }
    if (!text.isEmpty()) {
      message("system").string("content", String.join("\n\n", text)).endObject();
    }
  }

  private void instruction(Turn turn) {
    if (turn.parts().isEmpty()) {
      losses.cosmetic(turn.at(), Loss.Action.DROPPED, "nothing is said");
      return;
    }
    boolean renamed = turn.role() == Role.DEVELOPER && target.has(Quirk.NO_DEVELOPER_ROLE);
    if (renamed) {
      losses.cosmetic(turn.at(), Loss.Action.RENAMED, "this server calls it system");
    }
    message(turn.role() == Role.SYSTEM || renamed ? "system" : "developer");
    name(turn);
    content.write(content.textOnly(turn.parts()));
    out.endObject();
  }

  private void user(Turn turn) {
    message("user");
    name(turn);
    content.write(content.writable(turn.parts()));
    out.endObject();
  }

  private void assistant(Turn turn) {
    var words = new ArrayList<Part>();
    var calls = new ArrayList<Part.ToolCall>();
    var reasoning = new StringBuilder();
    Part.Unknown audio = null;
    for (var part : turn.parts()) {
      switch (part) {
        case Part.Text text -> words.add(text);
        case Part.Refusal refusal -> words.add(refusal);
        case Part.ToolCall call -> calls.add(call);
        case Part.Reasoning thought -> reason(thought, reasoning);
        case Part.Unknown unknown when unknown.type().equals("audio") && content.ours(unknown) ->
            audio = unknown;
        case Part.Media medium -> content.lost(medium, "the model's own media cannot be sent back");
        case Part.ToolResult result -> content.lost(result, "results follow their calls");
        case Part.ServerTool tool -> content.lost(tool, "only the other provider knows this");
        case Part.Unknown unknown -> content.lost(unknown, "only the other provider knows this");
      }
    }
    message("assistant");
    name(turn);
    if (!reasoning.isEmpty()) {
      out.string("reasoning_content", reasoning.toString());
    }
    if (!words.isEmpty()) {
      content.write(words);
    } else if (calls.isEmpty() && audio == null) {
      out.string("content", "");
    }
    if (audio != null) {
      out.raw("audio", audio.json());
    }
    calls(calls);
    out.endObject();
  }

  private void reason(Part.Reasoning thought, StringBuilder reasoning) {
    losses.ofMarks(thought.marks(), ChatDialect.NAME, false);
    if (target.has(Quirk.REASONING_CONTENT) && !thought.text().isEmpty()) {
      reasoning.append(reasoning.isEmpty() ? "" : "\n\n").append(thought.text());
    } else {
      losses.degrading(
          thought.marks().at(), Loss.Action.DROPPED, "this dialect has no place for reasoning");
    }
  }

  private void calls(List<Part.ToolCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    out.array("tool_calls");
    for (var call : calls) {
      losses.ofMarks(call.marks(), ChatDialect.NAME, false);
      var type = call.freeform() ? "custom" : "function";
      if (!id(call.id()).equals(call.id())) {
        losses.cosmetic(
            call.marks().at().field("id"),
            Loss.Action.RENAMED,
            "this model takes ids of nine letters and digits");
      }
      out.object().string("id", id(call.id())).string("type", type).object(type);
      out.string("name", names.told(call.name(), call.marks().at(), losses));
      out.string(call.freeform() ? "input" : "arguments", call.arguments()).endObject();
      out.extras(ChatDialect.NAME, call.marks().extras());
      out.endObject();
    }
    out.endArray();
  }

  /** Pictures in results have no place here: they follow as a message of the user. */
  private void results(Turn turn) {
    var media = new ArrayList<Part>();
    for (var part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        losses.ofMarks(result.marks(), ChatDialect.NAME, false);
        message("tool").string("tool_call_id", id(result.callId()));
        content.write(resultText(result, media));
        out.endObject();
      } else {
        content.lost(part, "a tool's turn holds results only");
      }
    }
    if (!media.isEmpty()) {
      message("user");
      content.write(content.writable(media));
      out.endObject();
    }
  }

  private List<Part> resultText(Part.ToolResult result, List<Part> media) {
    var words = new ArrayList<Part>();
    if (result.isError()) {
      losses.degrading(
          result.marks().at().field("is_error"),
          Loss.Action.REPLACED,
          "said in words: there is no mark for a failed tool here");
      words.add(new Part.Text("The tool failed.", result.marks().withExtras(List.of())));
    }
    for (var part : result.content()) {
      if (part instanceof Part.Media medium) {
        losses.degrading(
            medium.marks().at(),
            Loss.Action.MOVED,
            "a result holds text only here: follows in a message of the user");
        words.add(text("(See the attachment that follows.)", medium.marks().at()));
        media.add(text("Attachment to the result of " + id(result.callId()) + ":", Path.ROOT));
        media.add(medium);
      } else {
        words.add(part);
      }
    }
    return content.textOnly(words);
  }

  private static Part text(String text, Path at) {
    return new Part.Text(text, Marks.at(at));
  }

  private String id(String id) {
    return target.has(Quirk.NINE_CHARACTER_IDS) ? CallIds.nine(id) : id;
  }

  private JsonOut message(String role) {
    return out.object().string("role", role);
  }

  private void name(Turn turn) {
    @Nullable String name = turn.name();
    out.optional("name", name);
  }
}

package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import java.util.ArrayList;

/** Writes a whole answer. */
final class ChatAnswerEncoder {
  private final Answer answer;
  private final Reply reply;
  private final Losses losses = new Losses();
  private final ByteSink sink = new ByteSink();
  private final JsonOut out = new JsonOut(sink);

  ChatAnswerEncoder(Answer answer, Reply reply) {
    this.answer = answer;
    this.reply = reply;
  }

  Encoded encode() {
    out.object().string("id", answer.id().isEmpty() ? reply.id() : answer.id());
    out.string("object", "chat.completion");
    out.number(
        "created", answer.createdSeconds() == 0 ? reply.createdSeconds() : answer.createdSeconds());
    out.string("model", answer.model().isEmpty() ? reply.model() : answer.model());
    out.array("choices");
    answer.choices().forEach(this::choice);
    out.endArray();
    if (answer.usage() != null) {
      ChatUsage.write(answer.usage(), out);
    }
    out.extras(ChatDialect.NAME, answer.extras());
    losses.ofExtras(answer.extras(), Path.ROOT, ChatDialect.NAME);
    out.endObject().close();
    return new Encoded(sink.toByteArray(), losses.list(), WayBack.PLAIN);
  }

  private void choice(Choice choice) {
    var text = new StringBuilder();
    var refusal = new StringBuilder();
    var reasoning = new StringBuilder();
    var calls = new ArrayList<Part.ToolCall>();
    boolean words = false;
    for (var part : choice.parts()) {
      losses.ofExtras(part.marks().extras(), part.marks().at(), ChatDialect.NAME);
      switch (part) {
        case Part.Text(var more, var marks) -> {
          words = true;
          text.append(more);
        }
        case Part.Refusal(var more, var marks) -> refusal.append(more);
        case Part.Reasoning(var more, var redacted, var marks) -> reasoning.append(more);
        case Part.ToolCall call -> calls.add(call);
        case Part.Media medium -> lost(medium);
        case Part.ToolResult result -> lost(result);
        case Part.ServerTool tool -> lost(tool);
        case Part.Unknown unknown -> lost(unknown);
      }
    }
    out.object().number("index", choice.index()).object("message");
    out.string("role", "assistant").nullable("content", words ? text.toString() : null);
    out.nullable("refusal", refusal.isEmpty() ? null : refusal.toString());
    if (!reasoning.isEmpty()) {
      out.string("reasoning_content", reasoning.toString());
    }
    if (!calls.isEmpty()) {
      out.array("tool_calls");
      calls.forEach(this::call);
      out.endArray();
    }
    out.endObject();
    ChatLogProbs.write(choice.logProbs(), out);
    var at = Path.ROOT.field("stop_reason");
    out.string("finish_reason", ChatStops.write(choice.stop(), !refusal.isEmpty(), at, losses));
    out.endObject();
  }

  private void call(Part.ToolCall call) {
    var type = call.freeform() ? "custom" : "function";
    out.object().string("id", call.id()).string("type", type).object(type);
    out.string("name", call.name());
    out.string(call.freeform() ? "input" : "arguments", call.arguments());
    out.endObject().extras(ChatDialect.NAME, call.marks().extras()).endObject();
  }

  private void lost(Part part) {
    losses.degrading(
        part.marks().at(), Loss.Action.DROPPED, "an answer here has text and calls only");
  }
}

package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Usage;
import java.util.List;

/** Writes a whole answer. */
final class MessageEncoder {
  private final Answer answer;
  private final Reply reply;
  private final Losses losses = new Losses();
  private final ByteSink sink = new ByteSink();
  private final JsonOut out = new JsonOut(sink);

  MessageEncoder(Answer answer, Reply reply) {
    this.answer = answer;
    this.reply = reply;
  }

  Encoded encode() {
    var choice = answer.choices().getFirst();
    if (answer.choices().size() > 1) {
      losses.semantic(
          Path.ROOT.field("choices"), Loss.Action.DROPPED, "there is one answer to a request here");
    }
    if (!choice.logProbs().isEmpty()) {
      losses.degrading(
          Path.ROOT.field("logprobs"), Loss.Action.DROPPED, "there are no probabilities here");
    }
    out.object().string("id", answer.id().isEmpty() ? reply.id() : answer.id());
    out.string("type", "message").string("role", "assistant");
    out.string("model", answer.model().isEmpty() ? reply.model() : answer.model());
    out.array("content");
    choice.parts().forEach(this::block);
    out.endArray();
    AnthropicStops.write(choice.stop(), losses, out);
    AnthropicUsage.write(answer.usage() == null ? Usage.NONE : answer.usage(), out);
    out.extras(AnthropicDialect.NAME, answer.extras());
    losses.ofExtras(answer.extras(), Path.ROOT, AnthropicDialect.NAME);
    out.endObject().close();
    return new Encoded(sink.toByteArray(), losses.list(), WayBack.PLAIN);
  }

  private void block(Part part) {
    switch (part) {
      case Part.Text(var text, var marks) -> {
        if (!text.isEmpty()) {
          out.object().string("type", "text").string("text", text);
          end(marks);
        }
      }
      case Part.Refusal(var text, var marks) -> {
        out.object().string("type", "text").string("text", text);
        end(marks);
      }
      case Part.Reasoning reasoning -> reasoning(reasoning);
      case Part.ToolCall call -> call(call);
      case Part.ServerTool tool -> asItIs(tool, tool.json());
      case Part.Unknown unknown -> asItIs(unknown, unknown.json());
      case Part.Media medium -> lost(medium);
      case Part.ToolResult result -> lost(result);
    }
  }

  private void end(Marks marks) {
    out.extras(AnthropicDialect.NAME, marks.extras());
    losses.ofExtras(marks.extras(), marks.at(), AnthropicDialect.NAME);
    out.endObject();
  }

  private void reasoning(Part.Reasoning reasoning) {
    if (!reply.reasoningAsked()) {
      losses.cosmetic(
          reasoning.marks().at(), Loss.Action.DROPPED, "the caller did not ask for reasoning");
      return;
    }
    var sealed = sealed(reasoning.marks().opaque());
    if (reasoning.redacted()) {
      out.object().string("type", "redacted_thinking").string("data", sealed);
    } else {
      out.object().string("type", "thinking").string("thinking", reasoning.text());
      out.string("signature", sealed);
    }
    end(reasoning.marks());
  }

  /** What stands for these data in the slot of a signature: itself where it is Claude's own. */
  static String sealed(List<Opaque> data) {
    if (data.isEmpty()) {
      return "";
    }
    var first = data.getFirst();
    boolean own =
        data.size() == 1
            && first.realm().vendor().equals(AnthropicDialect.CLAUDE.vendor())
            && first.realm().account().isEmpty()
            && (first.kind().equals(AnthropicDialect.SIGNATURE)
                || first.kind().equals(AnthropicDialect.REDACTED));
    return own ? first.text() : Envelope.seal(data);
  }

  private void call(Part.ToolCall call) {
    out.object().string("type", "tool_use").string("id", call.id()).string("name", call.name());
    out.field("input");
    if (call.freeform()) {
      out.object().string("input", call.arguments()).endObject();
    } else if (Json.isObject(call.arguments())) {
      out.raw(call.arguments());
    } else {
      losses.semantic(
          call.marks().at(),
          Loss.Action.REPLACED,
          "malformed arguments are told as text inside an object");
      out.object().string("malformed_arguments", call.arguments()).endObject();
    }
    end(call.marks());
  }

  private void asItIs(Part part, String json) {
    boolean ours =
        part instanceof Part.ServerTool tool
            ? tool.realm().admits(AnthropicDialect.REALM)
            : part instanceof Part.Unknown unknown
                && unknown.realm().admits(AnthropicDialect.REALM);
    if (ours) {
      out.raw(json);
    } else {
      lost(part);
    }
  }

  private void lost(Part part) {
    losses.degrading(
        part.marks().at(), Loss.Action.DROPPED, "only the other provider's dialect can say it");
  }
}

package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;

/** Writes a whole answer. */
final class ResponseEncoder {
  private final Answer answer;
  private final Reply reply;
  private final Losses losses = new Losses();
  private final ByteSink sink = new ByteSink();
  private final JsonOut out = new JsonOut(sink);
  private final AnswerParts parts;

  ResponseEncoder(Answer answer, Reply reply) {
    this.answer = answer;
    this.reply = reply;
    this.parts = new AnswerParts(reply, losses);
  }

  Encoded encode() {
    out.object().array("candidates");
    answer.choices().forEach(this::candidate);
    out.endArray();
    if (answer.usage() != null) {
      GeminiUsage.write(answer.usage(), out);
    }
    out.string("modelVersion", answer.model().isEmpty() ? reply.model() : answer.model());
    out.string("responseId", answer.id().isEmpty() ? reply.id() : answer.id());
    Nested.write("", answer.extras(), out);
    losses.ofExtras(answer.extras(), Path.ROOT, GeminiDialect.NAME);
    out.endObject().close();
    return new Encoded(sink.toByteArray(), losses.list(), WayBack.PLAIN);
  }

  private void candidate(Choice choice) {
    boolean refusal = false;
    boolean malformed = false;
    boolean begun = false;
    out.object();
    for (var part : choice.parts()) {
      refusal |= part instanceof Part.Refusal;
      var written = parts.written(part);
      if (written != null) {
        if (!begun) {
          begun = true;
          out.object("content").array("parts");
        }
        out.raw(written);
      } else {
        malformed |= part instanceof Part.ToolCall;
      }
    }
    if (begun) {
      out.endArray().string("role", "model").endObject();
    }
    GeminiStops.write(choice.stop(), refusal, malformed, losses, out);
    out.number("index", choice.index());
    GeminiLogProbs.write(choice.logProbs(), out);
    out.endObject();
  }
}

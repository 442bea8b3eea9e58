package dev.headgate.conversation.responses;

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
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.Iterator;

/** Writes a whole response. */
final class ResponseEncoder {
  private final Answer answer;
  private final Reply reply;
  private final Losses losses = new Losses();
  private final OutItems items = new OutItems();
  private boolean refusal;

  ResponseEncoder(Answer answer, Reply reply) {
    this.answer = answer;
    this.reply = reply;
  }

  Encoded encode() {
    var writer =
        ResponseWriter.of(
            answer.id(), answer.model(), answer.createdSeconds(), answer.extras(), reply);
    items.responseId(writer.id());
    var stop = Stop.of(Stop.Reason.END);
    if (!answer.choices().isEmpty()) {
      stop = answer.choices().getFirst().stop();
      choice(answer.choices().getFirst());
    }
    if (answer.choices().size() > 1) {
      losses.semantic(Path.ROOT.field("choices"), Loss.Action.DROPPED, "there is one answer here");
    }
    losses.ofExtras(answer.extras(), Path.ROOT, ResponsesDialect.NAME);
    var sink = new ByteSink(1024);
    try (var out = new JsonOut(sink)) {
      var said = ResponsesStops.of(stop, refusal, losses);
      writer.write(said, null, items, answer.usage(), out);
    }
    return new Encoded(sink.toByteArray(), losses.list(), WayBack.PLAIN);
  }

  private void choice(Choice choice) {
    var logProbs = choice.logProbs().iterator();
    for (var part : choice.parts()) {
      losses.ofExtras(part.marks().extras(), part.marks().at(), ResponsesDialect.NAME);
      switch (part) {
        case Part.Text(var text, var marks) -> content(part, text, false, logProbs);
        case Part.Refusal(var text, var marks) -> {
          refusal = true;
          content(part, text, true, logProbs);
        }
        case Part.ToolCall call -> whole(call, call.arguments());
        case Part.Reasoning reasoning -> whole(reasoning, reasoning.text());
        case Part.ServerTool tool -> own(tool);
        case Part.Unknown unknown -> own(unknown);
        case Part.Media medium -> lost(medium);
        case Part.ToolResult result -> lost(result);
      }
    }
    var message = items.openMessage();
    if (message != null) {
      message.done = choice.stop().reason() != Stop.Reason.LENGTH;
    }
  }

  private void own(Part part) {
    if (ItemDecoder.own(part)) {
      whole(part, "");
    } else {
      lost(part);
    }
  }

  private void content(Part part, String text, boolean refused, Iterator<TokenLogProb> logProbs) {
    var message = items.openMessage();
    if (message != null && OutItems.begins(part)) {
      message.done = true;
      message = null;
    }
    if (message == null) {
      message = items.add(part);
    }
    var content = new OutItem.Content(refused, part.marks());
    content.text.append(text);
    // A text's own tokens are as many as make it up.
    for (int told = 0; told < text.length() && logProbs.hasNext(); ) {
      var token = logProbs.next();
      content.logProbs.add(token);
      told += Math.max(1, token.token().length());
    }
    message.contents.add(content);
  }

  private void whole(Part part, String text) {
    var message = items.openMessage();
    if (message != null) {
      message.done = true;
    }
    var item = items.add(part);
    item.text.append(text);
    item.done = true;
  }

  private void lost(Part part) {
    losses.degrading(part.marks().at(), Loss.Action.DROPPED, "an answer here has no such item");
  }
}

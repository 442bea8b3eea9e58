package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream. Its last event holds the whole answer, and each text is told whole when it is
 * done, so the answer is kept until then: as much as its cap on output lets it grow.
 */
final class ResponseStreamEncoder implements StreamEncoder {
  private static final ResponsesStops RUNNING = new ResponsesStops("in_progress", null);
  private static final ResponsesStops FAILED = new ResponsesStops("failed", null);

  private final Reply reply;
  private final Losses losses = new Losses();
  private final EventWriter events = new EventWriter();
  private final OutItems items = new OutItems();

  /** By number of the part; null for one that has no place here. */
  private final List<@Nullable OutPart> parts = new ArrayList<>();

  private @Nullable ResponseWriter writer;
  private @Nullable Usage usage;
  private boolean refusal;

  ResponseStreamEncoder(Reply reply) {
    this.reply = reply;
  }

  @Override
  public List<Loss> losses() {
    return losses.list();
  }

  @Override
  public void write(StreamEvent event, ByteSink out) {
    switch (event) {
      case StreamEvent.Start start -> begin(start, out);
      case StreamEvent.PartOpen open -> open(open, out);
      case StreamEvent.Delta delta -> {
        var part = parts.get(delta.part());
        if (part != null) {
          part.delta(delta.text(), delta.logProbs(), out);
        }
      }
      case StreamEvent.PartClose(var choice, var number, var marks) -> close(number, marks, out);
      case StreamEvent.Used(var snapshot) -> usage = snapshot;
      case StreamEvent.Finish(var stops) -> finish(stops, out);
      case StreamEvent.Failed(var failure) -> fail(failure, out);
      case StreamEvent.KeepAlive() -> events.keepAlive(out);
    }
  }

  private void begin(StreamEvent.Start start, ByteSink out) {
    var begun =
        ResponseWriter.of(start.id(), start.model(), start.createdSeconds(), List.of(), reply);
    writer = begun;
    items.responseId(begun.id());
    response("response.created", begun, RUNNING, null, out);
    response("response.in_progress", begun, RUNNING, null, out);
  }

  private void response(
      String type,
      ResponseWriter response,
      ResponsesStops stop,
      @Nullable Failure failure,
      ByteSink out) {
    events.event(
        type,
        out,
        json -> {
          json.field("response");
          response.write(stop, failure, items, usage, json);
        });
  }

  private void open(StreamEvent.PartOpen open, ByteSink out) {
    while (parts.size() <= open.part()) {
      parts.add(null);
    }
    if (open.choice() > 0) {
      losses.semantic(Path.ROOT.field("choices"), Loss.Action.DROPPED, "there is one answer here");
      return;
    }
    switch (open.head()) {
      case Part.Text text -> content(open, text, false, out);
      case Part.Refusal declined -> {
        refusal = true;
        content(open, declined, true, out);
      }
      case Part.ToolCall call -> {
        var item = item(call, out);
        item.text.append(call.arguments());
        parts.set(open.part(), OutPart.call(item, call.freeform(), events));
      }
      case Part.Reasoning reasoning ->
          parts.set(open.part(), OutPart.reasoning(item(reasoning, out), events));
      case Part.ServerTool tool -> own(open.part(), tool, out);
      case Part.Unknown unknown -> own(open.part(), unknown, out);
      case Part.Media medium -> lost(medium);
      case Part.ToolResult result -> lost(result);
    }
  }

  private void own(int number, Part part, ByteSink out) {
    if (ItemDecoder.own(part)) {
      parts.set(number, OutPart.whole(item(part, out)));
    } else {
      lost(part);
    }
  }

  private void lost(Part part) {
    losses.degrading(part.marks().at(), Loss.Action.DROPPED, "an answer here has no such item");
  }

  private OutItem item(Part head, ByteSink out) {
    closeMessage("completed", out);
    return added(head, out);
  }

  private OutItem added(Part head, ByteSink out) {
    var item = items.add(head);
    events.event(
        "response.output_item.added",
        out,
        json -> {
          json.number("output_index", item.index).field("item");
          item.write("in_progress", false, json);
        });
    return item;
  }

  private void content(StreamEvent.PartOpen open, Part head, boolean refused, ByteSink out) {
    var message = items.openMessage();
    if (message != null && OutItems.begins(head)) {
      closeMessage("completed", out);
      message = null;
    }
    if (message == null) {
      message = added(head, out);
    }
    var content = new OutItem.Content(refused, head.marks());
    message.contents.add(content);
    message.openContents++;
    var part = OutPart.content(message, content, events);
    part.began(out);
    parts.set(open.part(), part);
  }

  private void closeMessage(String status, ByteSink out) {
    var message = items.openMessage();
    if (message != null && message.openContents == 0) {
      message.done = status.equals("completed");
      done(message, status, out);
    }
  }

  private void done(OutItem item, String status, ByteSink out) {
    events.event(
        "response.output_item.done",
        out,
        json -> {
          json.number("output_index", item.index).field("item");
          item.write(status, true, json);
        });
  }

  private void close(int number, Marks marks, ByteSink out) {
    var part = parts.get(number);
    losses.ofExtras(marks.extras(), Path.ROOT, ResponsesDialect.NAME);
    if (part == null) {
      return;
    }
    part.end(marks, out);
    var item = part.item();
    if (item.message()) {
      item.openContents--;
    }
    // A message stays open for more content until another item begins.
    if (!item.message() || (item.openContents == 0 && items.openMessage() != item)) {
      item.done = true;
      done(item, "completed", out);
    }
  }

  private void finish(List<Stop> stops, ByteSink out) {
    var stop = stops.isEmpty() ? Stop.of(Stop.Reason.END) : stops.getFirst();
    var said = ResponsesStops.of(stop, refusal, losses);
    closeMessage(said.incomplete() ? "incomplete" : "completed", out);
    var response = writer == null ? nameless() : writer;
    response(
        said.incomplete() ? "response.incomplete" : "response.completed",
        response,
        said,
        null,
        out);
  }

  private ResponseWriter nameless() {
    return ResponseWriter.of("", "", 0, List.of(), reply);
  }

  /**
   * The event that official SDKs raise, and the one that ends a response which has begun: with its
   * usage, and never taken for a good end.
   */
  private void fail(Failure failure, ByteSink out) {
    events.event("error", out, json -> ResponsesFailures.writeEvent(failure, json));
    if (writer != null) {
      response("response.failed", writer, FAILED, failure, out);
    }
  }

  static void place(JsonOut json, OutItem item) {
    json.string("item_id", item.id).number("output_index", item.index);
  }
}

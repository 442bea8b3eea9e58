package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream. One block is open at a time: a part that opens beside another waits, with all
 * that is said of it, until its turn comes.
 */
final class MessageStreamEncoder implements StreamEncoder {
  private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  private static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

  /** Characters of parts that wait; a model does not write as much in one turn. */
  private static final int MAX_WAITING = 16 << 20;

  private final Reply reply;
  private final Losses losses = new Losses();
  private final ArrayDeque<BlockWriting> blocks = new ArrayDeque<>();
  private StreamEvent.@Nullable Start start;
  private boolean begun;
  private boolean over;
  private Usage usage = Usage.NONE;
  private int next;
  private int waiting;

  MessageStreamEncoder(Reply reply) {
    this.reply = reply;
  }

  @Override
  public List<Loss> losses() {
    return losses.list();
  }

  @Override
  public void write(StreamEvent event, ByteSink out) {
    if (over) {
      return;
    }
    switch (event) {
      case StreamEvent.Start said -> start = said;
      case StreamEvent.Used(var snapshot) -> usage = snapshot;
      case StreamEvent.PartOpen open -> open(open, out);
      case StreamEvent.Delta delta -> delta(delta, out);
      case StreamEvent.PartClose close -> close(close, out);
      case StreamEvent.Finish(var stops) -> finish(stops.getFirst(), out);
      case StreamEvent.Failed(var failure) -> fail(failure, out);
      case StreamEvent.KeepAlive() -> out.write(begun ? PING : ": keep-alive\n\n");
    }
  }

  /**
   * Begins late, because the usage of the input, which belongs here, comes as an event of its own.
   */
  private void begin(ByteSink out) {
    if (begun) {
      return;
    }
    begun = true;
    var id = start == null || start.id().isEmpty() ? reply.id() : start.id();
    var model = start == null || start.model().isEmpty() ? reply.model() : start.model();
    out.write("event: message_start\ndata: ");
    try (var json = new JsonOut(out)) {
      json.object().string("type", "message_start").object("message").string("id", id);
      json.string("type", "message").string("role", "assistant").string("model", model);
      json.array("content").endArray().nil("stop_reason").nil("stop_sequence");
      AnthropicUsage.write(usage, json);
      json.endObject().endObject();
    }
    out.write("\n\n");
  }

  private void open(StreamEvent.PartOpen open, ByteSink out) {
    begin(out);
    if (open.choice() > 0) {
      if (open.choice() == 1) {
        losses.semantic(
            Path.ROOT.field("choices"),
            Loss.Action.DROPPED,
            "there is one answer to a request here");
      }
      return;
    }
    var block = BlockWriting.of(open, reply.reasoningAsked());
    if (block == null) {
      lost(open.head());
      return;
    }
    blocks.add(block);
    if (blocks.size() == 1) {
      block.start(next++, out);
    }
  }

  private void lost(Part head) {
    if (head instanceof Part.Reasoning) {
      losses.cosmetic(
          head.marks().at(), Loss.Action.DROPPED, "the caller did not ask for reasoning");
    } else {
      losses.degrading(
          head.marks().at(), Loss.Action.DROPPED, "only the other provider's dialect can say it");
    }
  }

  private void delta(StreamEvent.Delta delta, ByteSink out) {
    if (!delta.logProbs().isEmpty()) {
      losses.degrading(
          Path.ROOT.field("logprobs"), Loss.Action.DROPPED, "there are no probabilities here");
    }
    var block = find(delta.part());
    if (block == null || delta.text().isEmpty()) {
      return;
    }
    if (block.delta(delta.text(), out)) {
      return;
    }
    waiting += delta.text().length();
    if (waiting > MAX_WAITING) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider sent too much at once"), out);
    }
  }

  private void close(StreamEvent.PartClose close, ByteSink out) {
    var block = find(close.part());
    if (block == null) {
      return;
    }
    losses.ofExtras(close.marks().extras(), Path.ROOT, AnthropicDialect.NAME);
    block.close(close.marks());
    while (!blocks.isEmpty() && blocks.getFirst().closed()) {
      blocks.removeFirst().stop(out);
      if (!blocks.isEmpty()) {
        waiting -= blocks.getFirst().start(next++, out);
      }
    }
  }

  private @Nullable BlockWriting find(int part) {
    for (var block : blocks) {
      if (block.part() == part) {
        return block;
      }
    }
    return null;
  }

  private void finish(Stop stop, ByteSink out) {
    begin(out);
    over = true;
    out.write("event: message_delta\ndata: ");
    try (var json = new JsonOut(out)) {
      json.object().string("type", "message_delta").object("delta");
      AnthropicStops.write(stop, losses, json);
      json.endObject();
      AnthropicUsage.write(usage, json);
      json.endObject();
    }
    out.write("\n\n");
    out.write(STOP);
  }

  private void fail(Failure failure, ByteSink out) {
    over = true;
    out.write("event: error\ndata: ");
    try (var json = new JsonOut(out)) {
      AnthropicErrors.write(failure, json);
    }
    out.write("\n\n");
  }
}

package dev.headgate.conversation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of partial responses. The last of them has content as every other: the official
 * Python SDK's chats forget a turn of which one piece has none.
 */
final class GeminiStreamEncoder implements StreamEncoder {
  private static final byte[] CANDIDATES = "{\"candidates\":[{".getBytes(UTF_8);

  /** Google's SDKs die on comments; an empty line is nothing to them, and so it is in an array. */
  private static final byte[] KEEP_ALIVE = "\r\n".getBytes(UTF_8);

  private static final int MAX_WAITING = 16 << 20;

  private final Reply reply;
  private final Framing framing;
  private final Losses losses = new Losses();
  private final AnswerParts parts;
  private final List<CandidateWriting> candidates = new ArrayList<>(1);

  private byte @Nullable [] tail;
  private StreamEvent.@Nullable Start start;
  private @Nullable Usage usage;
  private boolean begun;
  private boolean over;
  private int waiting;

  GeminiStreamEncoder(Reply reply, Framing framing) {
    this.reply = reply;
    this.framing = framing;
    this.parts = new AnswerParts(reply, losses);
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
      case StreamEvent.PartOpen(var choice, var part, var head) ->
          candidate(choice).open(part, head);
      case StreamEvent.Delta(var choice, var part, var text, var logProbs) -> {
        waiting += candidate(choice).delta(part, text, logProbs, out);
        if (waiting > MAX_WAITING) {
          fail(Failure.of(Failure.Kind.GARBLED, "the provider sent too much at once"), out);
        }
      }
      case StreamEvent.PartClose(var choice, var part, var marks) ->
          candidate(choice).close(part, marks, out);
      case StreamEvent.Used(var snapshot) -> usage = snapshot;
      case StreamEvent.Finish(var stops) -> finish(stops, out);
      case StreamEvent.Failed(var failure) -> fail(failure, out);
      case StreamEvent.KeepAlive() -> out.write(KEEP_ALIVE);
    }
  }

  private CandidateWriting candidate(int index) {
    while (candidates.size() <= index) {
      candidates.add(new CandidateWriting(candidates.size(), this, parts, losses, reply));
    }
    return candidates.get(index);
  }

  /** Begins a response and its one candidate. */
  void begin(ByteSink out) {
    frame(out);
    out.write(CANDIDATES);
  }

  /** Ends a candidate, whose last field has been written, and its response. */
  void end(int index, @Nullable Usage usage, ByteSink out) {
    out.write("\"index\":");
    out.number(index);
    out.write("}]");
    if (usage != null) {
      var object = new ByteSink(256);
      try (var json = new JsonOut(object)) {
        json.object();
        GeminiUsage.write(usage, json);
        json.endObject();
      }
      out.write(',');
      // The object's one field without its braces.
      out.write(object.array(), 1, object.length() - 2);
    }
    out.write(tail());
    if (framing == Framing.SSE) {
      out.write("\r\n\r\n");
    }
  }

  private void frame(ByteSink out) {
    if (framing == Framing.SSE) {
      out.write("data: ");
    } else {
      out.write(begun ? ",\r\n" : "[");
    }
    begun = true;
  }

  private byte[] tail() {
    if (tail == null) {
      var model = start == null || start.model().isEmpty() ? reply.model() : start.model();
      var id = start == null || start.id().isEmpty() ? reply.id() : start.id();
      var built = new ByteSink(128);
      built.write(",\"modelVersion\":");
      built.string(model);
      built.write(",\"responseId\":");
      built.string(id);
      built.write('}');
      tail = built.toByteArray();
    }
    return tail;
  }

  private void finish(List<Stop> stops, ByteSink out) {
    over = true;
    for (int i = 0; i < stops.size(); i++) {
      boolean last = i == stops.size() - 1;
      candidate(i).finish(stops.get(i), last ? usage : null, out);
    }
    close(out);
  }

  private void fail(Failure failure, ByteSink out) {
    over = true;
    for (var candidate : candidates) {
      candidate.abandon(out);
    }
    frame(out);
    try (var json = new JsonOut(out)) {
      GeminiErrors.write(failure, json);
    }
    if (framing == Framing.SSE) {
      out.write("\r\n\r\n");
    }
    close(out);
  }

  private void close(ByteSink out) {
    if (framing == Framing.ARRAY) {
      out.write(begun ? "]" : "[]");
    }
  }
}

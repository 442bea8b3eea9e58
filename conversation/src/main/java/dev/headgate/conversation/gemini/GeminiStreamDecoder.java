package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import dev.headgate.conversation.sse.SseReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of either framing. There is no terminator: the answer is whole when every
 * candidate has said why it ended and the bytes end. Usage may come behind those reasons.
 */
final class GeminiStreamDecoder implements StreamDecoder {
  /** Pictures come in one event. */
  private static final int MAX_EVENT = 32 << 20;

  private static final int MAX_CANDIDATES = 128;

  private final AnswerContext context;
  private final SseReader events = new SseReader(MAX_EVENT);
  private final ArrayReader array = new ArrayReader(MAX_EVENT);
  private final Chunk chunk = new Chunk();
  private final PartEvents parts = new PartEvents();
  private final AnswerCalls calls;
  private final List<CandidateStream> candidates = new ArrayList<>(1);
  private final Losses losses = new Losses();
  private Consumer<? super StreamEvent> out = event -> {};
  private @Nullable Framing framing;
  private @Nullable Usage usage;
  private @Nullable String blocked;
  private boolean started;
  private boolean sources;
  private boolean over;

  GeminiStreamDecoder(AnswerContext context) {
    this.context = context;
    this.calls = new AnswerCalls(context);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> events) {
    if (over) {
      return;
    }
    to(events);
    int from = offset;
    int end = offset + length;
    while (framing == null && from < end) {
      byte b = bytes[from];
      if (b == '[' || b == '{') {
        framing = Framing.ARRAY;
      } else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        framing = Framing.SSE;
      } else {
        from++;
      }
    }
    if (framing == Framing.SSE) {
      sse(bytes, from, end - from);
    } else if (framing == Framing.ARRAY) {
      array(bytes, from, end - from);
    }
  }

  private void to(Consumer<? super StreamEvent> events) {
    out = events;
    parts.to(events);
  }

  private void sse(byte[] bytes, int offset, int length) {
    if (!events.feed(bytes, offset, length, read) && !over) {
      tooLarge();
    }
  }

  private void array(byte[] bytes, int offset, int length) {
    switch (array.feed(bytes, offset, length, elements)) {
      case GOING_ON, OVER -> {}
      case TOO_LARGE -> tooLarge();
      case GARBLED -> {
        if (!over) {
          garbled("what is not JSON");
        }
      }
    }
  }

  private void tooLarge() {
    fail(Failure.of(Failure.Kind.GARBLED, "an event is larger than " + MAX_EVENT + " bytes"));
  }

  private void garbled(String what) {
    fail(Failure.of(Failure.Kind.GARBLED, "the provider sent " + what));
  }

  @Override
  public void end(Consumer<? super StreamEvent> events) {
    if (!over) {
      to(events);
      finish();
    }
  }

  @Override
  public List<Loss> losses() {
    return losses.list();
  }

  private final SseReader.Events read =
      new SseReader.Events() {
        @Override
        public boolean event(SseReader.EventName name, byte[] data, int offset, int length) {
          chunk(data, offset, length);
          return !over;
        }

        @Override
        public void silent() {
          out.accept(new StreamEvent.KeepAlive());
        }
      };

  private final ArrayReader.Elements elements =
      new ArrayReader.Elements() {
        @Override
        public boolean element(byte[] data, int offset, int length) {
          chunk(data, offset, length);
          return !over;
        }

        @Override
        public void end() {
          finish();
        }
      };

  private void chunk(byte[] data, int offset, int length) {
    try {
      if (length > 0 && data[offset] == '[') {
        fail(error(data, offset, length));
        return;
      }
      chunk.read(data, offset, length);
    } catch (IOException e) {
      garbled("an event that is not valid JSON");
      return;
    }
    if (chunk.error) {
      fail(error(data, offset, length));
      return;
    }
    if (chunk.blocked != null) {
      blocked = chunk.blocked;
    }
    // Before the candidates: what a failing one has used counts too.
    if (chunk.usage != null && !chunk.usage.equals(usage)) {
      usage = chunk.usage;
      start();
      out.accept(new StreamEvent.Used(usage));
    }
    chunk.candidates.forEach(this::candidate);
  }

  private static Failure error(byte[] data, int offset, int length) {
    try {
      return GeminiErrors.of(500, Json.parse(Arrays.copyOfRange(data, offset, offset + length)));
    } catch (InvalidException e) {
      return Failure.of(Failure.Kind.GARBLED, "the provider sent an event that is not valid JSON");
    }
  }

  private void start() {
    if (!started) {
      started = true;
      out.accept(
          new StreamEvent.Start(
              chunk.id == null ? "" : chunk.id,
              chunk.model == null ? "" : chunk.model,
              0,
              context.origin()));
    }
  }

  private void candidate(Chunk.Candidate said) {
    if (over) {
      return;
    }
    if (said.index < 0 || said.index >= MAX_CANDIDATES) {
      garbled("candidates that are counted strangely");
      return;
    }
    start();
    while (candidates.size() <= said.index) {
      candidates.add(new CandidateStream(candidates.size(), parts, calls, context.origin()));
    }
    if (said.sources && !sources) {
      sources = true;
      losses.degrading(
          Path.ROOT.field("candidates").item(said.index),
          Loss.Action.DROPPED,
          "sources are not translated");
    }
    try {
      var failure = candidates.get(said.index).take(said);
      if (failure != null) {
        fail(failure);
      }
    } catch (InvalidException e) {
      fail(GeminiDialect.garbled(e));
    }
  }

  private void finish() {
    boolean finished =
        candidates.isEmpty()
            ? blocked != null
            : candidates.stream().allMatch(CandidateStream::finished);
    if (!finished) {
      fail(Failure.of(Failure.Kind.CUT_OFF, "the provider's stream ended before its end"));
      return;
    }
    start();
    var stops = new ArrayList<Stop>();
    for (var candidate : candidates) {
      candidate.close();
      stops.add(candidate.stop());
    }
    if (stops.isEmpty()) {
      stops.add(new Stop(Stop.Reason.FILTERED, null, blocked));
    }
    over = true;
    out.accept(new StreamEvent.Finish(stops));
  }

  private void fail(Failure failure) {
    over = true;
    out.accept(new StreamEvent.Failed(failure));
  }
}

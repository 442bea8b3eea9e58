package dev.headgate.dataplane.dialect;

import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way to a caller of the same dialect: whole events pass as they came. Until the
 * first content nothing comes out: another target may still take over. What ends it is held back
 * for the caller of this class to write.
 */
final class PassedStream implements AnswerStream {
  /** Pictures come in one event. */
  private static final int MAX_EVENT = 32 << 20;

  /** What may come before the first content: openings, pings. */
  private static final int MAX_HELD = 1 << 20;

  private static final int MIN_ARRAY = 2048;
  private static final byte[] NOTHING = new byte[0];

  private final StreamReading reading;
  private final List<ByteBuf> output = new ArrayList<>(2);

  /** Bytes before {@code start} were given away and are never written again. */
  private byte[] bytes = NOTHING;

  private int start;
  private int end;

  /** Events before it were looked at. */
  private int seen;

  /** Offset from {@code start} of what may turn out to be the end; -1 for nothing. */
  private int terminalFrom = -1;

  private State state = State.WAITING;
  private boolean anyEvent;
  private boolean refused;
  private byte[] terminal = NOTHING;
  private long relayed;
  private int sampleEvent;
  private int sampleText;

  PassedStream(StreamReading reading) {
    this.reading = reading;
  }

  @Override
  public void append(ByteBuf read) {
    int length = read.readableBytes();
    if (bytes.length - end < length) {
      int rest = end - start;
      var larger = new byte[Math.max(MIN_ARRAY, rest + Math.max(length, rest))];
      System.arraycopy(bytes, start, larger, 0, rest);
      seen -= start;
      start = 0;
      end = rest;
      bytes = larger;
    }
    read.getBytes(read.readerIndex(), bytes, end, length);
    end += length;
  }

  @Override
  public State advance() {
    while (going()) {
      int next = SseEvents.endOfEvent(bytes, seen, end);
      if (next < 0) {
        break;
      }
      event(next);
    }
    if (going()) {
      emit(seen);
      boolean held = state == State.WAITING && seen - start > MAX_HELD;
      if (held || end - start > MAX_EVENT) {
        state = State.GARBLED;
      }
    }
    return state;
  }

  private boolean going() {
    return state == State.WAITING || state == State.CONTENT;
  }

  private void event(int next) {
    if (state == State.CONTENT && reading.plain(bytes, seen, next)) {
      seen = next;
      return;
    }
    var kind = reading.read(bytes, seen, next);
    switch (kind) {
      case SILENT -> seen = next;
      case EVENT, CONTENT -> {
        anyEvent = true;
        if (state == State.WAITING) {
          refused |= reading.refused();
          if (kind == StreamReading.Kind.CONTENT) {
            sampleEvent = next - seen;
            sampleText = reading.textBytes();
            state = State.CONTENT;
          }
        }
        if (reading.finished() && terminalFrom < 0) {
          emit(seen);
          terminalFrom = seen - start;
        } else if (!reading.finished()) {
          terminalFrom = -1;
        }
        seen = next;
      }
      case TERMINAL -> {
        anyEvent = true;
        refused |= state == State.WAITING && reading.refused();
        done(seen, next);
      }
      case FAILED -> {
        emit(seen);
        state = State.FAILED;
      }
      case GARBLED -> {
        emit(seen);
        state = State.GARBLED;
      }
    }
  }

  private void done(int from, int to) {
    terminal = Arrays.copyOfRange(bytes, from, to);
    terminalFrom = -1;
    emitAlways(from);
    start = to;
    seen = to;
    state = State.DONE;
  }

  @Override
  public State ended() {
    advance();
    if (going() && end > seen) {
      // The last event may lack its blank line.
      event(end);
    }
    if (going() && reading.finished()) {
      int from = terminalFrom < 0 ? start : start + terminalFrom;
      done(from, end);
    }
    return state;
  }

  private void emit(int to) {
    if (state == State.CONTENT && terminalFrom < 0) {
      emitAlways(to);
    }
  }

  private void emitAlways(int to) {
    if (to > start) {
      output.add(Unpooled.wrappedBuffer(bytes, start, to - start));
      relayed += to - start;
      start = to;
    }
  }

  @Override
  public byte[] terminal() {
    return terminal;
  }

  @Override
  public @Nullable ByteBuf take() {
    if (state == State.WAITING || output.isEmpty()) {
      return null;
    }
    var all =
        output.size() == 1
            ? output.getFirst()
            : Unpooled.wrappedBuffer(output.size(), output.toArray(ByteBuf[]::new));
    output.clear();
    return all;
  }

  @Override
  public boolean anyEvent() {
    return anyEvent;
  }

  @Override
  public boolean refused() {
    return refused;
  }

  @Override
  public @Nullable Usage usage() {
    return reading.usage();
  }

  @Override
  public @Nullable ProviderError error() {
    return reading.error();
  }

  /**
   * Output tokens of a stream that was cut before its usage came: as many as there were events of
   * the first one's size, and no fewer than the text of that size has by four bytes to a token.
   */
  @Override
  public long estimatedOutput() {
    if (sampleEvent == 0) {
      return 0;
    }
    long events = Math.ceilDiv(relayed + seen - start, sampleEvent);
    return events * Math.max(1, Math.ceilDiv(sampleText, 4));
  }
}

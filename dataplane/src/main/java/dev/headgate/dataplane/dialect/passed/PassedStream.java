package dev.headgate.dataplane.dialect.passed;

import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.scan.PassingBytes;
import dev.headgate.dataplane.dialect.scan.SseEvents;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
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

  private static final byte[] NOTHING = new byte[0];

  private final StreamReading reading;
  private final PassingBytes passing = new PassingBytes();

  /**
   * Offset from the first byte not given out of what may turn out to be the end; -1 for nothing.
   */
  private int terminalFrom = -1;

  private State state = State.WAITING;
  private boolean anyEvent;
  private boolean refused;
  private byte[] terminal = NOTHING;

  PassedStream(StreamReading reading) {
    this.reading = reading;
  }

  @Override
  public void append(ByteBuf read) {
    passing.append(read);
  }

  @Override
  public State advance() {
    while (going()) {
      int next = SseEvents.endOfEvent(passing.array(), passing.seen(), passing.end());
      if (next < 0) {
        break;
      }
      event(next);
    }
    if (going()) {
      give(passing.seen());
      boolean held = state == State.WAITING && passing.seen() - passing.start() > MAX_HELD;
      if (held || passing.end() - passing.start() > MAX_EVENT) {
        state = State.GARBLED;
      }
    }
    return state;
  }

  private boolean going() {
    return state == State.WAITING || state == State.CONTENT;
  }

  private void event(int next) {
    var bytes = passing.array();
    int seen = passing.seen();
    if (state == State.CONTENT && reading.plain(bytes, seen, next)) {
      passing.saw(next);
      return;
    }
    var kind = reading.read(bytes, seen, next);
    switch (kind) {
      case SILENT -> passing.saw(next);
      case EVENT, CONTENT -> {
        anyEvent = true;
        if (state == State.WAITING) {
          refused |= reading.refused();
          if (kind == StreamReading.Kind.CONTENT) {
            passing.sample(next - seen, reading.textBytes());
            state = State.CONTENT;
          }
        }
        if (reading.finished() && terminalFrom < 0) {
          give(seen);
          terminalFrom = seen - passing.start();
        } else if (!reading.finished()) {
          terminalFrom = -1;
        }
        passing.saw(next);
      }
      case TERMINAL -> {
        anyEvent = true;
        refused |= state == State.WAITING && reading.refused();
        done(seen, next);
      }
      case FAILED -> {
        give(seen);
        state = State.FAILED;
      }
      case GARBLED -> {
        give(seen);
        state = State.GARBLED;
      }
    }
  }

  private void done(int from, int to) {
    terminal = Arrays.copyOfRange(passing.array(), from, to);
    terminalFrom = -1;
    passing.give(from);
    passing.drop(to);
    passing.saw(to);
    state = State.DONE;
  }

  @Override
  public State ended() {
    advance();
    if (going() && passing.end() > passing.seen()) {
      // The last event may lack its blank line.
      event(passing.end());
    }
    if (going() && reading.finished()) {
      done(passing.start() + Math.max(0, terminalFrom), passing.end());
    }
    return state;
  }

  private void give(int to) {
    if (state == State.CONTENT && terminalFrom < 0) {
      passing.give(to);
    }
  }

  @Override
  public byte[] terminal() {
    return terminal;
  }

  @Override
  public @Nullable ByteBuf take() {
    return state == State.WAITING ? null : passing.take();
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

  @Override
  public long estimatedOutput() {
    return passing.estimatedTokens(passing.given() + passing.seen() - passing.start());
  }
}

package dev.headgate.dataplane.dialect;

import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Chat Completions stream on its way through. Bytes go in as they were read; whole events come
 * out, untouched, but for the usage chunk that the caller did not ask for and the terminal event,
 * which the caller of this class writes. Until the first content nothing comes out: another target
 * may still take over.
 *
 * <p>Events are parsed up to the first content; after it bytes are only searched ({@link Needles}).
 */
public final class ChatStream implements AnswerStream {
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

  /** An event that is larger is none of this dialect. */
  private static final int MAX_EVENT = 4 << 20;

  /** What may come before the first content: role chunks, filter results, pings. */
  private static final int MAX_HELD = 1 << 20;

  private static final int MIN_ARRAY = 2048;
  private static final byte[] EMPTY = new byte[0];

  private final boolean usageAsked;
  private final List<ByteBuf> output = new ArrayList<>(2);

  /** Bytes before {@code start} were given away and are never written again. */
  private byte[] bytes = EMPTY;

  private int start;
  private int end;

  /** Events before it were looked at. */
  private int seen;

  private State state = State.WAITING;
  private boolean anyEvent;
  private boolean refused;
  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private long relayed;
  private int sampleEvent;
  private int sampleText;

  /**
   * @param usageAsked whether the caller asked for the usage chunk
   */
  public ChatStream(boolean usageAsked) {
    this.usageAsked = usageAsked;
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
    if (state == State.WAITING) {
      await();
    }
    if (state == State.CONTENT) {
      relay();
    }
    if ((state == State.WAITING && end - start > MAX_HELD) || end - seen > MAX_EVENT) {
      state = State.GARBLED;
    }
    return state;
  }

  /** A missing terminal event is a stream that was cut. */
  @Override
  public State ended() {
    return advance();
  }

  @Override
  public byte[] terminal() {
    return DONE.clone();
  }

  @Override
  public @Nullable ByteBuf take() {
    return switch (output.size()) {
      case 0 -> null;
      case 1 -> {
        var only = output.getFirst();
        output.clear();
        yield only;
      }
      default -> {
        var all = Unpooled.wrappedBuffer(output.size(), output.toArray(ByteBuf[]::new));
        output.clear();
        yield all;
      }
    };
  }

  private void await() {
    while (state == State.WAITING) {
      int next = SseEvents.endOfEvent(bytes, seen, end);
      if (next < 0) {
        return;
      }
      switch (ChatEvent.read(bytes, seen, next)) {
        case ChatEvent.Silent() -> {}
        case ChatEvent.Garbled() -> state = State.GARBLED;
        case ChatEvent.Done() -> {
          anyEvent = true;
          finish(seen);
        }
        case ChatEvent.Failed(var failure) -> fail(failure);
        case ChatEvent.Chunk chunk -> {
          anyEvent = true;
          refused |= chunk.refused();
          if (chunk.content()) {
            // This event stays unseen: the relay looks at it again, for a usage it may bring.
            sampleEvent = next - seen;
            sampleText = chunk.textBytes();
            state = State.CONTENT;
            return;
          }
          note(chunk.usage());
        }
      }
      seen = next;
    }
  }

  private void relay() {
    int last = SseEvents.endOfLastEvent(bytes, seen, end);
    if (last == seen) {
      return;
    }
    if (Needles.find(bytes, seen, last) < 0) {
      emit(last);
      seen = last;
      return;
    }
    while (state == State.CONTENT && seen < last) {
      int next = SseEvents.endOfEvent(bytes, seen, last);
      if (Needles.find(bytes, seen, next) >= 0) {
        read(next);
      }
      seen = next;
    }
    if (state == State.CONTENT) {
      emit(last);
    }
  }

  private void read(int next) {
    switch (ChatEvent.read(bytes, seen, next)) {
      case ChatEvent.Done() -> finish(seen);
      case ChatEvent.Failed(var failure) -> {
        emit(seen);
        fail(failure);
      }
      case ChatEvent.Chunk chunk -> {
        note(chunk.usage());
        if (chunk.usage() != null && chunk.choices() == 0 && !usageAsked) {
          emit(seen);
          start = next;
        }
      }
      case ChatEvent.Silent(), ChatEvent.Garbled() -> {}
    }
  }

  private void emit(int to) {
    if (to > start) {
      output.add(Unpooled.wrappedBuffer(bytes, start, to - start));
      relayed += to - start;
      start = to;
    }
  }

  private void finish(int before) {
    emit(before);
    state = State.DONE;
  }

  private void fail(ProviderError failure) {
    error = failure;
    state = State.FAILED;
  }

  /** Usage is a snapshot: the last one counts. */
  private void note(@Nullable Usage seenUsage) {
    if (seenUsage != null) {
      usage = seenUsage;
    }
  }

  public State state() {
    return state;
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
    return usage;
  }

  @Override
  public @Nullable ProviderError error() {
    return error;
  }

  /** Bytes sent on so far. */
  public long relayedBytes() {
    return relayed;
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
    long events = Math.ceilDiv(relayed, sampleEvent);
    return events * Math.max(1, Math.ceilDiv(sampleText, 4));
  }
}

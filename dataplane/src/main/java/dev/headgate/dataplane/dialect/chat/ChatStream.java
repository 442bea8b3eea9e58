package dev.headgate.dataplane.dialect.chat;

import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.scan.Needles;
import dev.headgate.dataplane.dialect.scan.PassingBytes;
import dev.headgate.dataplane.dialect.scan.SseEvents;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
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

  private final boolean usageAsked;
  private final PassingBytes passing = new PassingBytes();

  private State state = State.WAITING;
  private boolean anyEvent;
  private boolean refused;
  private boolean last;
  private @Nullable Usage usage;
  private @Nullable ProviderError error;

  /**
   * @param usageAsked whether the caller asked for the usage chunk
   */
  public ChatStream(boolean usageAsked) {
    this.usageAsked = usageAsked;
  }

  @Override
  public void append(ByteBuf read) {
    passing.append(read);
  }

  @Override
  public State advance() {
    if (state == State.WAITING) {
      await();
    }
    if (state == State.CONTENT) {
      relay();
    }
    if ((state == State.WAITING && passing.end() - passing.start() > MAX_HELD)
        || passing.end() - passing.seen() > MAX_EVENT) {
      state = State.GARBLED;
    }
    return state;
  }

  /**
   * A missing terminal event is a stream that was cut, unless all had been said: some servers close
   * the connection behind the last chunk instead of saying {@code [DONE]}.
   */
  @Override
  public State ended() {
    advance();
    if (last && (state == State.CONTENT || state == State.WAITING)) {
      finish(passing.seen());
    }
    return state;
  }

  @Override
  public byte[] terminal() {
    return DONE.clone();
  }

  @Override
  public @Nullable ByteBuf take() {
    return passing.take();
  }

  private void await() {
    while (state == State.WAITING) {
      int seen = passing.seen();
      int next = SseEvents.endOfEvent(passing.array(), seen, passing.end());
      if (next < 0) {
        return;
      }
      switch (ChatEvent.read(passing.array(), seen, next)) {
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
            passing.sample(next - seen, chunk.textBytes());
            state = State.CONTENT;
            return;
          }
          note(chunk);
        }
      }
      passing.saw(next);
    }
  }

  private void relay() {
    var bytes = passing.array();
    int seen = passing.seen();
    int last = SseEvents.endOfLastEvent(bytes, seen, passing.end());
    if (last == seen) {
      return;
    }
    if (Needles.find(bytes, seen, last) < 0) {
      passing.give(last);
      passing.saw(last);
      return;
    }
    while (state == State.CONTENT && seen < last) {
      int next = SseEvents.endOfEvent(bytes, seen, last);
      if (Needles.find(bytes, seen, next) >= 0) {
        read(bytes, seen, next);
      }
      seen = next;
    }
    passing.saw(seen);
    if (state == State.CONTENT) {
      passing.give(last);
    }
  }

  private void read(byte[] bytes, int from, int to) {
    switch (ChatEvent.read(bytes, from, to)) {
      case ChatEvent.Done() -> finish(from);
      case ChatEvent.Failed(var failure) -> {
        passing.give(from);
        fail(failure);
      }
      case ChatEvent.Chunk chunk -> {
        note(chunk);
        if (chunk.usage() != null && chunk.choices() == 0 && !usageAsked) {
          passing.give(from);
          passing.drop(to);
        }
      }
      case ChatEvent.Silent(), ChatEvent.Garbled() -> {}
    }
  }

  private void finish(int before) {
    passing.give(before);
    state = State.DONE;
  }

  private void fail(ProviderError failure) {
    error = failure;
    state = State.FAILED;
  }

  /** Usage is a snapshot: the last one counts. */
  private void note(ChatEvent.Chunk chunk) {
    if (chunk.usage() != null) {
      usage = chunk.usage();
    }
    last |= chunk.last();
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

  @Override
  public long estimatedOutput() {
    return passing.estimatedTokens(passing.given());
  }
}

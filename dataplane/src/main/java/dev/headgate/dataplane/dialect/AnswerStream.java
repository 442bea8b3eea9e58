package dev.headgate.dataplane.dialect;

import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way from a provider to a caller. Bytes go in as they were read; what the caller
 * is to get comes out. Until the first content nothing comes out: another target may still take
 * over.
 */
public interface AnswerStream {

  /** Where a stream stands. */
  enum State {
    /** No content yet. */
    WAITING,
    /** Content has come: what came out cannot be taken back. */
    CONTENT,
    /** The terminal event has come. */
    DONE,
    /** The provider said that it gives up. */
    FAILED,
    /** It is no stream of its dialect. */
    GARBLED
  }

  /** Takes bytes as they were read; {@link #advance} works them off. */
  void append(ByteBuf read);

  /** Looks at the events that are whole by now. */
  State advance();

  /** The provider's answer has ended; dialects without a terminal event end by this. */
  State ended();

  /** What may be sent on; null when there is nothing. */
  @Nullable ByteBuf take();

  /** The whole answer that a stream was gathered into; null where it is told as it comes. */
  default byte @Nullable [] whole() {
    return null;
  }

  /** What ends a stream that is {@link State#DONE}: the caller's dialect's terminal event. */
  byte[] terminal();

  /** Whether an event has come, be it a role alone. */
  boolean anyEvent();

  /** Whether what came before or with the first content was a refusal. */
  boolean refused();

  /** As the provider said; null when it has not. */
  @Nullable Usage usage();

  /** What a failed stream said; null when it has not failed by itself. */
  @Nullable ProviderError error();

  /** Why it is {@link State#GARBLED}, in words that quote nothing of it. */
  default String garble() {
    return "the stream is none of this dialect";
  }

  /** Output tokens of a stream that was cut before its usage came. */
  long estimatedOutput();
}

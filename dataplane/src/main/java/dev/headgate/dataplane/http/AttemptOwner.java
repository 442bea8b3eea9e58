package dev.headgate.dataplane.http;

import dev.headgate.dataplane.terms.Usage;
import dev.headgate.dataplane.upstream.AttemptFailure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of an {@link Attempt}. {@link #answered} and {@link #failed} end it. */
interface AttemptOwner {

  /**
   * Runs what was heard from the provider; a bug in it ends the exchange and not only its thread.
   */
  void guarded(Runnable heard);

  /** Whether another target could take over. */
  boolean hasNextTarget();

  /** A stream's provider has accepted the call: the caller may be kept waiting for content. */
  void accepted(Attempt attempt);

  /** The first content of a stream is there: from now on nobody else can take over. */
  void contentBegins(Attempt attempt, MultiMap headers);

  /**
   * Events of a stream to be sent on.
   *
   * @return false when the caller reads slower: {@link Attempt#resume} goes on
   */
  boolean relay(Attempt attempt, ByteBuf events);

  /**
   * The whole answer, or the end of a stream.
   *
   * @param whole as the caller's dialect says it; null for a stream
   * @param usage null when the provider did not say
   */
  void answered(Attempt attempt, MultiMap headers, @Nullable Buffer whole, @Nullable Usage usage);

  /**
   * It failed.
   *
   * @param error the provider's own error body; null when there was none
   */
  void failed(Attempt attempt, AttemptFailure failure, @Nullable Collected error);
}

package dev.headgate.dataplane.retry;

import dev.headgate.contract.FailureClass;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt failed.
 *
 * @param failure its class
 * @param timedOut whether our own limit to the first event or to the whole answer ended it: such a
 *     target is not asked again
 * @param retryAfterMs what the provider asks for; null when it said nothing
 * @param contentSent whether a byte of content has reached the caller: then nothing can be undone
 */
public record Failure(
    FailureClass failure, boolean timedOut, @Nullable Long retryAfterMs, boolean contentSent) {

  /** One without a wait, before any content. */
  public static Failure of(FailureClass failure) {
    return new Failure(failure, false, null, false);
  }
}

package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Stop;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/** What the conversation's model says, in the words of the proxy's policies. */
public final class Words {
  private Words() {}

  static @Nullable Usage usage(dev.headgate.conversation.model.@Nullable Usage said) {
    return said == null
        ? null
        : new Usage(
            said.uncachedInput(),
            said.cacheRead(),
            said.cacheWrite(),
            said.cacheWriteLong(),
            said.output(),
            said.reasoning());
  }

  /** Whether a filter or the model itself declined. */
  static boolean refuses(Stop stop) {
    return stop.reason() == Stop.Reason.FILTERED || stop.reason() == Stop.Reason.REFUSED;
  }

  /** Whether what came was no answer, rather than one that says no. */
  static boolean garbled(Failure failure) {
    return switch (failure.kind()) {
      case GARBLED, CUT_OFF, MALFORMED_CALL, TOO_LARGE -> true;
      default -> false;
    };
  }

  /**
   * Of what came and is no answer, in our own words: a provider's may quote what the model wrote.
   */
  static String garble(Failure failure) {
    return switch (failure.kind()) {
      case MALFORMED_CALL ->
          failure.code() != null && failure.code().matches("[A-Za-z_]{1,64}")
              ? "the answer ended with " + failure.code()
              : "the model wrote a call that is none";
      case TOO_LARGE -> "the answer is too large";
      default -> failure.message();
    };
  }

  /** A failure as the policies for retry and failover know it. */
  static ProviderError error(Failure failure) {
    var code =
        switch (failure.kind()) {
          case QUOTA_EXHAUSTED -> "insufficient_quota";
          case RATE_LIMITED -> "rate_limit_exceeded";
          case CONTEXT_TOO_LONG -> "context_length_exceeded";
          case FILTERED -> "content_filter";
          default -> failure.code() == null ? failure.kind().name() : failure.code();
        };
    return new ProviderError("", code, failure.message(), failure.retryAfterMs(), false);
  }
}

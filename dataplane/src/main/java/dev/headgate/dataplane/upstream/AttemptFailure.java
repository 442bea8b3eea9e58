package dev.headgate.dataplane.upstream;

import dev.headgate.contract.FailureClass;
import dev.headgate.dataplane.dialect.ProviderError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt failed of, by the table of resilience.md, "What a failure is".
 *
 * @param failure its class
 * @param status of the provider's answer; 0 when there was none
 * @param label what the provider calls it, or what we saw, for attempts and logs
 * @param retryAfterMs what the provider asks for; null when it said nothing
 * @param timedOut whether our own limit to the first event or the whole answer ended it
 * @param fault whose it is, where it says nothing about the target's health
 */
public record AttemptFailure(
    FailureClass failure,
    int status,
    String label,
    @Nullable Long retryAfterMs,
    boolean timedOut,
    Fault fault) {

  /** A 429 that asks for more is a quota, not a rate. */
  private static final long LONGEST_RATE_WAIT_MS = 10 * 60_000L;

  /** OpenAI has one code for whatever is too long; only of words is a larger window any help. */
  private static final Pattern LONG_WORDS =
      Pattern.compile("'(?:[^']*\\.)?(?:content|text|input|instructions|output|arguments)'");

  /** Whose fault. */
  public enum Fault {
    /** The provider's: counts for its circuit, as far as its class does. */
    PROVIDER,
    /** Ours: counts nowhere. */
    OURS
  }

  /** A call without a whole answer. */
  public static AttemptFailure of(Broken broken) {
    if (broken.kind() == Broken.Kind.KEY_REFUSED) {
      // As if the provider had said it itself.
      return new AttemptFailure(
          FailureClass.Credential, 401, broken.detail(), null, false, Fault.PROVIDER);
    }
    var failure =
        broken.kind() == Broken.Kind.STALE ? FailureClass.StaleConnection : FailureClass.Transient;
    var fault = broken.kind() == Broken.Kind.NO_FREE_CONNECTION ? Fault.OURS : Fault.PROVIDER;
    return new AttemptFailure(failure, 0, broken.detail(), null, false, fault);
  }

  /** Our limit passed. */
  public static AttemptFailure timedOut(String limit, long ms) {
    return new AttemptFailure(
        FailureClass.Transient, 0, limit + " of " + ms + " ms passed", null, true, Fault.PROVIDER);
  }

  /** A success that was none. */
  public static AttemptFailure garbled(int status, String why) {
    return new AttemptFailure(FailureClass.Transient, status, why, null, false, Fault.PROVIDER);
  }

  /** A content filter or the model itself refused. */
  public static AttemptFailure refused(int status) {
    return new AttemptFailure(FailureClass.Refused, status, "refused", null, false, Fault.PROVIDER);
  }

  /**
   * An answer with an error's status.
   *
   * @param status other than 2xx
   * @param retryAfterMs of its header; null when it has none
   * @param error its body
   */
  public static AttemptFailure of(int status, @Nullable Long retryAfterMs, ProviderError error) {
    var wait = retryAfterMs;
    if (wait == null && error.retryAfterMs() > 0) {
      wait = error.retryAfterMs();
    }
    var said = error.label();
    return new AttemptFailure(
        classify(status, wait, error),
        status,
        said == null || said.equals(Integer.toString(status)) ? "status " + status : said,
        wait,
        false,
        Fault.PROVIDER);
  }

  /** An error event in a stream that began with status 200: judged by what it says. */
  public static AttemptFailure ofEvent(ProviderError error) {
    int status =
        error.says(
                "rate_limit_exceeded",
                "rate_limit_error",
                "insufficient_quota",
                "RESOURCE_EXHAUSTED")
            ? 429
            : 500;
    return of(status, null, error);
  }

  private static FailureClass classify(int status, @Nullable Long waitMs, ProviderError error) {
    if (error.says("insufficient_quota", "billing_hard_limit_reached", "billing_error")
        || error.message().startsWith("Your credit balance is too low")) {
      return FailureClass.QuotaExhausted;
    }
    if (error.says("thread_not_found", "thread_already_continued", "thread_continue_in_flight")) {
      // The caller's SDK knows what to do: it sends the whole conversation.
      return FailureClass.Deterministic;
    }
    return switch (status) {
      case 400, 413, 422 -> ofRequest(error);
      case 401, 403 -> FailureClass.Credential;
      // Else it is a model that this key may not use.
      case 404 -> speaksOfStore(error) ? FailureClass.Deterministic : FailureClass.Credential;
      case 402 -> FailureClass.QuotaExhausted;
      case 429 ->
          error.dailyQuota()
                  || error.message().startsWith("Too many tokens per day")
                  || (waitMs != null && waitMs > LONGEST_RATE_WAIT_MS)
              ? FailureClass.QuotaExhausted
              : FailureClass.RateLimited;
      // 424 is Bedrock's: the model behind it broke.
      case 408, 409, 424, 425 -> FailureClass.Transient;
      default ->
          status >= 400 && status < 500 ? FailureClass.Deterministic : FailureClass.Transient;
    };
  }

  private static FailureClass ofRequest(ProviderError error) {
    if (error.says("context_length_exceeded", "request_too_large")
        || (error.says("string_above_max_length") && LONG_WORDS.matcher(error.message()).find())
        || speaksOfLength(error.message())) {
      return FailureClass.ContextTooLong;
    }
    return error.says("content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation")
        ? FailureClass.Refused
        : FailureClass.Deterministic;
  }

  /** A request goes on from what OpenAI has not stored: nobody's key is to blame. */
  private static boolean speaksOfStore(ProviderError error) {
    return error.says("previous_response_not_found")
        || error.message().startsWith("Item with id ")
        || error.message().startsWith("Previous response with id ")
        || error.message().startsWith("Response with id ");
  }

  /** Anthropic, Gemini, Bedrock and vLLM have no code for it. */
  private static boolean speaksOfLength(String message) {
    return message.contains("prompt is too long")
        || message.contains("maximum context length")
        || message.contains("Input is too long for requested model")
        || message.contains("exceeds the maximum number of tokens");
  }
}

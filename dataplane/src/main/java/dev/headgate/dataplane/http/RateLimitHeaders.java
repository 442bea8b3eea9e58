package dev.headgate.dataplane.http;

import dev.headgate.contract.Budget.Unit;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.budget.BudgetState;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A budget of tokens, told in the headers in which the caller's dialect tells rate limits, so that
 * clients which pace themselves by these do so by ours. A provider's own figures are never passed
 * on: they are of the account that all callers share.
 */
final class RateLimitHeaders {
  private RateLimitHeaders() {}

  /** Adds them where the binding budget counts tokens in a window that ends. */
  static void tell(MultiMap headers, Dialect caller, BudgetState budget, InstantSource clock) {
    if (budget.resetsAtMs() == null || budget.unit() == Unit.Money) {
      return;
    }
    var limit = Long.toString(budget.amount());
    var remaining = Long.toString(budget.remaining());
    switch (caller) {
      case OpenAI, OpenAIResponses, AzureOpenAI -> {
        headers.set("x-ratelimit-limit-tokens", limit);
        headers.set("x-ratelimit-remaining-tokens", remaining);
        headers.set("x-ratelimit-reset-tokens", duration(budget.resetsAtMs() - clock.millis()));
      }
      case Anthropic, VertexAnthropic -> {
        var prefix = "anthropic-ratelimit-" + kind(budget.unit());
        headers.set(prefix + "-limit", limit);
        headers.set(prefix + "-remaining", remaining);
        headers.set(
            prefix + "-reset",
            Instant.ofEpochMilli(budget.resetsAtMs()).truncatedTo(ChronoUnit.SECONDS).toString());
      }
      // Gemini has none.
      case Gemini, VertexGemini, Bedrock -> {}
    }
  }

  private static String kind(Unit unit) {
    return switch (unit) {
      case InputTokens -> "input-tokens";
      case OutputTokens -> "output-tokens";
      case TotalTokens, Money -> "tokens";
    };
  }

  /** As Go writes durations, and so OpenAI: {@code 6m0s}, {@code 1h0m30s}, {@code 20ms}. */
  static String duration(long ms) {
    if (ms <= 0) {
      return "0s";
    }
    if (ms < 1_000) {
      return ms + "ms";
    }
    long seconds = Math.ceilDiv(ms, 1_000);
    var text = new StringBuilder();
    if (seconds >= 3_600) {
      text.append(seconds / 3_600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    return text.append(seconds % 60).append('s').toString();
  }
}

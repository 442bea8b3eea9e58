package dev.headgate.dataplane.http;

import io.vertx.core.http.HttpHeaders;

/** Names and values that are sent again and again, encoded once. */
final class Headers {
  static final CharSequence REQUEST_ID = name("x-headgate-request-id");
  static final CharSequence TARGET = name("x-headgate-target");
  static final CharSequence ATTEMPTS = name("x-headgate-attempts");
  static final CharSequence FAILOVER = name("x-headgate-failover");
  static final CharSequence COST = name("x-headgate-cost");
  static final CharSequence BUDGET = name("x-headgate-budget");
  static final CharSequence BUDGET_REMAINING = name("x-headgate-budget-remaining");
  static final CharSequence BUDGET_PERCENT = name("x-headgate-budget-percent");
  static final CharSequence BUDGET_RESET = name("x-headgate-budget-reset");
  static final CharSequence TRANSLATION = name("x-headgate-translation");
  static final CharSequence OVERHEAD_MS = name("x-headgate-overhead-ms");
  static final CharSequence TOKEN_COUNT = name("x-headgate-token-count");
  static final CharSequence ESTIMATED = HttpHeaders.createOptimized("estimated");
  static final CharSequence SHOULD_RETRY = name("x-should-retry");
  static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
  static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("cache-control");
  static final CharSequence ALLOW = HttpHeaders.createOptimized("allow");
  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
  static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
  static final CharSequence FALSE = HttpHeaders.createOptimized("false");
  static final CharSequence ONE = HttpHeaders.createOptimized("1");

  private Headers() {}

  private static CharSequence name(String text) {
    return HttpHeaders.createOptimized(text);
  }
}

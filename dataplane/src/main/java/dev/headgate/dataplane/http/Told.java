package dev.headgate.dataplane.http;

import dev.headgate.contract.Dialect;
import dev.headgate.contract.FailureClass;
import dev.headgate.dataplane.budget.BudgetState;
import dev.headgate.dataplane.terms.TargetKey;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What an answer's headers tell its caller about its way here (surface.md, "Headers"). */
final class Told {
  private @Nullable TargetKey target;
  private int attempts;
  private @Nullable String failovers;
  private @Nullable BudgetState budget;
  private @Nullable String loweredBy;
  private @Nullable String lost;
  private @Nullable String notKept;

  /**
   * A call is made.
   *
   * @param outputLoweredBy what lowered its output cap; null when nothing did
   */
  void calling(TargetKey next, @Nullable BudgetState binding, @Nullable String outputLoweredBy) {
    target = next;
    attempts++;
    budget = binding;
    loweredBy = outputLoweredBy;
  }

  /**
   * The call was said in another dialect.
   *
   * @param what it lost; null when the caller need not know
   */
  void translated(@Nullable String what) {
    lost = what;
  }

  /**
   * What the answer carries for its provider's next turn is not kept.
   *
   * @param why for a person; null when it is kept
   */
  void forgot(@Nullable String why) {
    notKept =
        why == null
            ? null
            : degrading("dropped", "hidden reasoning is not kept for the next turn: " + why);
  }

  private @Nullable String translation() {
    var lowered =
        loweredBy == null
            ? null
            : degrading("clamped", "the output cap was lowered by " + loweredBy);
    return joined(joined(lost, lowered), notKept);
  }

  private static @Nullable String joined(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null ? one : one + ", " + other;
  }

  /** One loss of the whole request, as the header has them (RFC 9651). */
  private static String degrading(String action, String why) {
    var plain = why.replaceAll("[^ !#-\\[\\]-~]", "?");
    return "\"$\";action=" + action + ";severity=degrading;why=\"" + plain + "\"";
  }

  /** The exchange goes on to another target. */
  void switching(TargetKey from, TargetKey to, FailureClass reason) {
    var one = from.label() + ">" + to.label() + "; reason=" + reason;
    failovers = failovers == null ? one : failovers + ", " + one;
  }

  /** A budget said no. */
  void denied(BudgetState binding) {
    budget = binding;
  }

  /** Calls made. */
  int attempts() {
    return attempts;
  }

  /**
   * What is known before an answer's first byte.
   *
   * @param caller in whose words rate limits are told
   */
  void head(MultiMap headers, Dialect caller, InstantSource clock) {
    if (target != null) {
      headers.set(Headers.TARGET, target.label());
    }
    if (attempts > 0) {
      headers.set(Headers.ATTEMPTS, attempts == 1 ? Headers.ONE : Integer.toString(attempts));
    }
    if (failovers != null) {
      headers.set(Headers.FAILOVER, failovers);
    }
    var translation = translation();
    if (translation != null) {
      headers.set(Headers.TRANSLATION, translation);
    }
    if (budget != null) {
      budget(headers, budget);
      RateLimitHeaders.tell(headers, caller, budget, clock);
    }
  }

  /** What a whole answer tells besides. */
  static void tail(MultiMap headers, long costNanos, long overheadNanos) {
    headers.set(Headers.COST, Figures.money(costNanos));
    headers.set(Headers.OVERHEAD_MS, millis(overheadNanos));
  }

  /**
   * The end of a stream: what became known late, as a comment, and the terminal event.
   *
   * @param late whether the head went out before the target was known
   * @param terminal event of the caller's dialect
   */
  byte[] streamEnd(long costNanos, long overheadNanos, boolean late, byte[] terminal) {
    var comment = new StringBuilder(160);
    if (late && target != null) {
      line(comment, Headers.TARGET, target.label());
      line(comment, Headers.ATTEMPTS, Integer.toString(attempts));
      if (failovers != null) {
        line(comment, Headers.FAILOVER, failovers);
      }
    }
    if (notKept != null) {
      line(comment, Headers.TRANSLATION, notKept);
    }
    line(comment, Headers.COST, Figures.money(costNanos));
    line(comment, Headers.OVERHEAD_MS, millis(overheadNanos));
    comment.append('\n');
    var text = comment.toString().getBytes(StandardCharsets.UTF_8);
    var all = new byte[text.length + terminal.length];
    System.arraycopy(text, 0, all, 0, text.length);
    System.arraycopy(terminal, 0, all, text.length, terminal.length);
    return all;
  }

  private static void line(StringBuilder comment, CharSequence name, String value) {
    comment.append(": ").append(name).append(": ").append(value).append('\n');
  }

  private static void budget(MultiMap headers, BudgetState state) {
    headers.set(Headers.BUDGET, state.budget());
    headers.set(Headers.BUDGET_REMAINING, Figures.amount(state.unit(), state.remaining()));
    headers.set(Headers.BUDGET_PERCENT, Integer.toString(state.percent()));
    if (state.resetsAtMs() != null) {
      headers.set(Headers.BUDGET_RESET, Instant.ofEpochMilli(state.resetsAtMs()).toString());
    }
  }

  /** With one decimal: the floor is microseconds. */
  private static String millis(long nanos) {
    long tenths = Math.max(0, nanos) / 100_000;
    return tenths / 10 + "." + tenths % 10;
  }
}

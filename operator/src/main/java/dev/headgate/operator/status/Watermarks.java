package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Watermark;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.budget.LimitStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How near a budget's limits are. Each proxy knows what its own last call saw, and what a proxy
 * that is gone saw is in the status: of all these the latest window counts, and in it the most that
 * anyone saw used. Within a window what is left only falls: spending is not undone, and who has
 * seen less has not looked since.
 */
final class Watermarks {
  private final List<Report> reports;

  Watermarks(List<Report> reports) {
    this.reports = reports;
  }

  /**
   * The limits of one budget that someone has come near to, by name.
   *
   * @param known what the status says, of the same generation of the budget
   */
  List<LimitStatus> of(String budget, List<LimitStatus> known, Instant now) {
    Map<String, LimitStatus> byLimit = new TreeMap<>();
    for (LimitStatus limit : known) {
      if (limit.resetsAt() != null && lasts(limit, now)) {
        byLimit.put(limit.name(), limit);
      }
    }
    reports.stream()
        .flatMap(report -> report.budgets().stream())
        .filter(mark -> mark.budget().equals(budget))
        .map(Watermarks::limit)
        .filter(limit -> lasts(limit, now))
        .forEach(limit -> byLimit.merge(limit.name(), limit, Watermarks::fuller));
    return List.copyOf(byLimit.values());
  }

  /** A proxy that nobody calls any more goes on telling of the window that it saw. */
  private static boolean lasts(LimitStatus limit, Instant now) {
    Timestamp resets = limit.resetsAt();
    return resets == null || now.isBefore(resets.instant());
  }

  private static LimitStatus fuller(LimitStatus one, LimitStatus other) {
    Instant first = end(one);
    Instant second = end(other);
    if (!first.equals(second)) {
      return first.isAfter(second) ? one : other;
    }
    return new LimitStatus(
        one.name(),
        extreme(one.remainingPercentBand(), other.remainingPercentBand(), Math::min),
        extreme(one.threshold(), other.threshold(), Math::max),
        one.resetsAt());
  }

  private static Instant end(LimitStatus limit) {
    Timestamp resets = limit.resetsAt();
    return resets == null ? Instant.MIN : resets.instant();
  }

  private static @Nullable Integer extreme(
      @Nullable Integer one, @Nullable Integer other, IntBinaryOperator which) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return which.applyAsInt(one, other);
  }

  private static LimitStatus limit(Watermark mark) {
    // A Long's unboxing in a conditional would fail on null.
    Long resets = mark.resetsAtMs();
    int left = Math.clamp(100 - mark.usedPercent(), 0, 100);
    return new LimitStatus(
        mark.limit(),
        left - left % 5,
        mark.threshold(),
        resets == null ? null : Timestamp.of(Instant.ofEpochMilli(resets)));
  }
}

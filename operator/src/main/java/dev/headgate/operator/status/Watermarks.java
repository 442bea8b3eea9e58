package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Watermark;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.budget.LimitStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How near a budget's limits are: of all proxies the fullest counter of each limit. */
final class Watermarks {
  private final List<Report> reports;

  Watermarks(List<Report> reports) {
    this.reports = reports;
  }

  /**
   * The limits of one budget that someone has come near to, by name. A proxy that has just begun
   * knows of a counter only once a call asks for it: until then, and while its window lasts, what
   * was known before stands.
   *
   * @param known of the same generation of the budget
   */
  List<LimitStatus> of(String budget, List<LimitStatus> known, Instant now) {
    Map<String, LimitStatus> byLimit = new TreeMap<>();
    for (LimitStatus limit : known) {
      Timestamp resets = limit.resetsAt();
      if (resets != null && now.isBefore(resets.instant())) {
        byLimit.put(limit.name(), limit);
      }
    }
    reports.stream()
        .flatMap(report -> report.budgets().stream())
        .filter(mark -> mark.budget().equals(budget))
        .collect(Collectors.groupingBy(Watermark::limit))
        .forEach((limit, marks) -> byLimit.put(limit, fullest(marks)));
    return List.copyOf(byLimit.values());
  }

  private static LimitStatus fullest(List<Watermark> marks) {
    Watermark fullest =
        marks.stream().max(Comparator.comparingInt(Watermark::usedPercent)).orElseThrow();
    // A Long's unboxing in a conditional would fail on null.
    Long resets = fullest.resetsAtMs();
    int band = Math.clamp(100 - fullest.usedPercent(), 0, 100);
    return new LimitStatus(
        fullest.limit(),
        band - band % 5,
        fullest.threshold(),
        resets == null ? null : Timestamp.of(Instant.ofEpochMilli(resets)));
  }
}

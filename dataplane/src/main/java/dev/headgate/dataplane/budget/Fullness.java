package dev.headgate.dataplane.budget;

import dev.headgate.contract.Report;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How full limits are, as this proxy saw them last: of each limit the fullest counter in its
 * present window. Percents are of what ordinary classes may use. Safe from any thread.
 */
final class Fullness {
  private static final int BAND = 5;

  /**
   * @param prefix of the account
   * @param scope whose counter in it
   */
  private record Seen(
      LimitRule limit, String prefix, String scope, CalendarWindow window, long used) {
    double ratio() {
      long ordinary = limit.ordinary();
      return ordinary <= 0 ? 1 : (double) used / ordinary;
    }

    int band() {
      return (int) Math.min(100, Math.floor(ratio() * 100 / BAND) * BAND);
    }
  }

  private final ConcurrentHashMap<String, Seen> limits = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  void saw(LimitRule limit, String prefix, String scope, CalendarWindow window, long used) {
    Seen before = limits.get(limit.name);
    var seen = new Seen(limit, prefix, scope, window, used);
    if (before == null
        || before.window.endMs() < window.endMs()
        || (before.scope.equals(scope) && before.prefix.equals(prefix))
        || seen.ratio() > before.ratio()) {
      limits.put(limit.name, seen);
      if (before == null
          || before.band() != seen.band()
          || before.window.endMs() != window.endMs()) {
        changes.incrementAndGet();
      }
    }
  }

  /** Keeps only limits that still exist. */
  void retain(List<LimitRule> existing) {
    var names = existing.stream().map(limit -> limit.name).toList();
    if (limits.keySet().retainAll(names)) {
      changes.incrementAndGet();
    }
  }

  /** Grows with every change that a report shows. */
  long changes() {
    return changes.get();
  }

  List<Report.Watermark> watermarks(long nowMs) {
    return present(nowMs)
        .map(
            seen ->
                new Report.Watermark(
                    seen.limit.budget.id(),
                    seen.limit.limit.name(),
                    seen.band(),
                    threshold(seen),
                    seen.window.endMs()))
        .toList();
  }

  List<UsedRatio> ratios(long nowMs) {
    return present(nowMs)
        .map(
            seen ->
                new UsedRatio(
                    seen.limit.budget.id(),
                    seen.limit.limit.name(),
                    seen.limit.limit.window(),
                    seen.ratio()))
        .toList();
  }

  private Stream<Seen> present(long nowMs) {
    return limits.values().stream()
        .filter(seen -> nowMs < seen.window.endMs())
        .sorted(Comparator.comparing(seen -> seen.limit.name));
  }

  private static @Nullable Integer threshold(Seen seen) {
    Integer crossed = null;
    for (int percent : seen.limit.budget.thresholds()) {
      if (seen.ratio() * 100 >= percent) {
        crossed = percent;
      }
    }
    return crossed;
  }
}

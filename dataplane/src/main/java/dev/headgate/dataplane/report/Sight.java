package dev.headgate.dataplane.report;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Circuit;
import dev.headgate.contract.Report.Credential;
import dev.headgate.contract.Report.Watermark;
import dev.headgate.contract.Snapshot;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report is made of, as it is at one moment.
 *
 * @param serving the applied snapshot; null when none is
 * @param draining whether the proxy is about to stop
 * @param redis how the store looks from here; null when the gateway has none
 * @param circuits of every target that was called
 * @param budgets limits that someone has come near to
 * @param credentials that providers refuse, by backend
 */
public record Sight(
    @Nullable Snapshot serving,
    boolean draining,
    Report.@Nullable Redis redis,
    List<Circuit> circuits,
    List<Watermark> budgets,
    List<Credential> credentials) {

  /** The order of rooms' maps is nobody's news. */
  public Sight {
    circuits =
        circuits.stream()
            .sorted(Comparator.comparing(Circuit::backend).thenComparing(Circuit::model))
            .toList();
    budgets =
        budgets.stream()
            .sorted(Comparator.comparing(Watermark::budget).thenComparing(Watermark::limit))
            .toList();
    credentials = List.copyOf(credentials);
  }

  Report report(String proxy, long version) {
    return new Report(
        proxy,
        version,
        serving == null ? 0 : serving.epoch(),
        serving == null ? 0 : serving.sequence(),
        serving == null ? null : serving.digest(),
        draining,
        redis,
        circuits,
        budgets,
        credentials);
  }
}

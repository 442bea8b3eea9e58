package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Circuit;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.backend.CircuitState;
import dev.headgate.crds.backend.CircuitStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fleet's circuits from the proxies' own: the worst state of any proxy, how many see it so, and
 * since when.
 */
final class Circuits {
  private final List<Report> reports;

  /**
   * Of proxies that answer now; those that vanished have no say.
   *
   * @param reports one for each
   */
  Circuits(List<Report> reports) {
    this.reports = reports;
  }

  /** One backend's circuits, by model: those that some proxy has called. */
  List<CircuitStatus> of(String backend) {
    Map<String, List<Circuit>> byModel =
        reports.stream()
            .flatMap(report -> report.circuits().stream())
            .filter(circuit -> circuit.backend().equals(backend))
            .collect(Collectors.groupingBy(Circuit::model, TreeMap::new, Collectors.toList()));
    return byModel.values().stream().map(this::merge).toList();
  }

  /** Whether no proxy lets a call through to that target. */
  boolean isOpenEverywhere(String backend, String model) {
    return !reports.isEmpty()
        && of(backend).stream()
            .anyMatch(
                circuit ->
                    circuit.model().equals(model)
                        && circuit.state() == CircuitState.Open
                        && circuit.proxiesOpen() == circuit.proxies());
  }

  private CircuitStatus merge(List<Circuit> seen) {
    Report.CircuitState worst =
        seen.stream().map(Circuit::state).max(Comparator.naturalOrder()).orElseThrow();
    List<Circuit> telling = seen.stream().filter(c -> c.state() == worst).toList();
    Circuit first = telling.stream().min(Comparator.comparingLong(Circuit::sinceMs)).orElseThrow();
    Long probe =
        telling.stream()
            .map(Circuit::nextProbeMs)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    int open = (int) seen.stream().filter(c -> c.state() == Report.CircuitState.Open).count();
    return new CircuitStatus(
        first.model(),
        CircuitState.valueOf(worst.name()),
        open,
        reports.size(),
        moment(first.sinceMs()),
        first.reason(),
        moment(probe));
  }

  private static @Nullable Timestamp moment(@Nullable Long ms) {
    return ms == null || ms <= 0 ? null : Timestamp.of(Instant.ofEpochMilli(ms));
  }
}

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
public final class Circuits {
  /** Of no proxy. */
  static final Circuits NONE = new Circuits(List.of());

  private final int proxies;

  /** By backend, then model: merged once, not again for each of a thousand routes. */
  private final Map<String, Map<String, CircuitStatus>> merged;

  /**
   * Of proxies that answer now; those that vanished have no say.
   *
   * @param reports one for each
   */
  Circuits(List<Report> reports) {
    this.proxies = reports.size();
    this.merged =
        reports.stream()
            .flatMap(report -> report.circuits().stream())
            .collect(
                Collectors.groupingBy(
                    Circuit::backend,
                    Collectors.groupingBy(
                        Circuit::model,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), this::merge))));
  }

  /** One backend's circuits, by model: those that some proxy has called. */
  List<CircuitStatus> of(String backend) {
    return List.copyOf(merged.getOrDefault(backend, Map.of()).values());
  }

  /** Whether no proxy lets a call through to that target. */
  boolean isOpenEverywhere(String backend, String model) {
    CircuitStatus circuit = merged.getOrDefault(backend, Map.of()).get(model);
    return circuit != null
        && circuit.state() == CircuitState.Open
        && circuit.proxiesOpen() == circuit.proxies();
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
        proxies,
        moment(first.sinceMs()),
        first.reason(),
        moment(probe));
  }

  private static @Nullable Timestamp moment(@Nullable Long ms) {
    return ms == null || ms <= 0 ? null : Timestamp.of(Instant.ofEpochMilli(ms));
  }
}

package dev.headgate.dataplane.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One metric's meters by the values of its labels, found without building tags anew. Past a bound
 * every new combination counts under {@code other}: configuration that changes for months, or a
 * label that turns out not to be bounded, must not eat the proxy or the Prometheus behind it.
 */
final class BoundedMeters<M> {
  static final int MAX_SERIES = 2_000;
  private static final String OTHER = "other";

  private final ConcurrentHashMap<List<String>, M> byLabels = new ConcurrentHashMap<>();
  private final Function<List<String>, M> create;

  BoundedMeters(Function<List<String>, M> create) {
    this.create = create;
  }

  M of(String... labels) {
    return of(List.of(labels));
  }

  private M of(List<String> labels) {
    var known = byLabels.get(labels);
    if (known != null) {
      return known;
    }
    var bounded =
        byLabels.size() < MAX_SERIES ? labels : labels.stream().map(label -> OTHER).toList();
    return byLabels.computeIfAbsent(bounded, create);
  }
}

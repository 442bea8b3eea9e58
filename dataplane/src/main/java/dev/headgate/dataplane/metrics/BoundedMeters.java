package dev.headgate.dataplane.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One metric's meters by the values of its labels, found without building tags anew. Past a bound
 * every new combination counts under {@code other}: configuration that changes for months, or a
 * label that turns out not to be bounded, must not eat the proxy or the Prometheus behind it.
 */
final class BoundedMeters<M> {
  static final int MAX_SERIES = 2_000;
  private static final String OTHER = "other";

  /** Looked up several times in every call, so without a copy or an iterator. */
  private static final class Labels {
    private final String[] values;
    private final int hash;

    Labels(String[] values) {
      this.values = values;
      this.hash = Arrays.hashCode(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Labels labels && Arrays.equals(values, labels.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final ConcurrentHashMap<Labels, M> byLabels = new ConcurrentHashMap<>();
  private final Function<List<String>, M> create;

  BoundedMeters(Function<List<String>, M> create) {
    this.create = create;
  }

  /**
   * The meter of these values; the array is the meter's from now on.
   *
   * @param values in the order of the labels
   */
  M of(String... values) {
    var labels = new Labels(values);
    var known = byLabels.get(labels);
    if (known != null) {
      return known;
    }
    if (byLabels.size() >= MAX_SERIES) {
      var others = new String[values.length];
      Arrays.fill(others, OTHER);
      labels = new Labels(others);
    }
    return byLabels.computeIfAbsent(labels, bounded -> create.apply(List.of(bounded.values)));
  }
}

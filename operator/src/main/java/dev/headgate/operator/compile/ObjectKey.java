package dev.headgate.operator.compile;

import java.util.Comparator;

/**
 * Which object.
 *
 * @param kind its kind
 * @param namespace its namespace
 * @param name its name
 */
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  /** {@code namespace/name}, as snapshots name objects. */
  public String id() {
    return namespace + "/" + name;
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code Kind namespace/name}, for messages. */
  @Override
  public String toString() {
    return kind + " " + id();
  }
}

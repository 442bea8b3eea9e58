package dev.headgate.operator.compile;

/**
 * A namespace and a name in it, of whatever kind the context says.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record NamespacedName(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

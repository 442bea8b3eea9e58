package dev.headgate.crds;

/** Which namespaces may refer to an object. */
public enum NamespacesFrom {
  Same,
  All,
  Selector
}

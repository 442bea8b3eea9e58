package dev.headgate.crds.route;

/** What happens to a session whose target changes. */
public enum Continuity {
  Translate
}

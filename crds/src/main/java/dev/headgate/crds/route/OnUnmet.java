package dev.headgate.crds.route;

/** What happens when no target is good enough. */
public enum OnUnmet {
  Fail
}

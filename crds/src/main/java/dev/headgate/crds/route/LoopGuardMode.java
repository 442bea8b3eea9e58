package dev.headgate.crds.route;

/** Whether a loop is halted or only told. */
public enum LoopGuardMode {
  Enforce,
  Observe
}

package dev.headgate.crds.budget;

/** Who is told. */
public enum NotifyTo {
  Owner,
  Consumer
}

package dev.headgate.crds.firewall;

/** How little is enough for a finding. */
public enum Sensitivity {
  Low,
  Medium,
  High
}

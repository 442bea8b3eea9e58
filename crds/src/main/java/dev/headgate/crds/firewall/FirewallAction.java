package dev.headgate.crds.firewall;

/** What a rule does. */
public enum FirewallAction {
  Block,
  Redact,
  Sanitize,
  Flag
}

package dev.headgate.crds.firewall;

/** Whether rules act or only tell. */
public enum FirewallMode {
  Enforce,
  Shadow
}

package dev.headgate.crds.gateway;

/** What a notification is about. */
public enum NotificationEvent {
  Failover,
  Budget,
  BudgetReset,
  Circuit,
  Anomaly,
  Firewall,
  Loop,
  Drill
}

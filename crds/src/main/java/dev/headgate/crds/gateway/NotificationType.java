package dev.headgate.crds.gateway;

/** Where a notification goes. */
public enum NotificationType {
  Slack,
  Alertmanager,
  Webhook
}

package dev.headgate.crds;

/** Whether calls go on when the audit record cannot be written. */
public enum OnAuditFailure {
  Open,
  Closed
}

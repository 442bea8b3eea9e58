package dev.headgate.crds.route;

/** Failures that a route may answer with another call. */
public enum RouteFailure {
  Transient,
  RateLimited,
  QuotaExhausted,
  Credential,
  ContextTooLong,
  Refused
}

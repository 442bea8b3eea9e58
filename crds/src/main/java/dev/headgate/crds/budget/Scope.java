package dev.headgate.crds.budget;

/** Whose counter a budget is. */
public enum Scope {
  Shared,
  Tenant,
  Team,
  User,
  Consumer,
  ApiKey,
  Session,
  Route
}

package dev.headgate.crds;

/** How long a limit counts before it begins anew. */
public enum BudgetWindow {
  Request,
  Session,
  Hour,
  Day,
  Week,
  Month,
  Rolling,
  Prepaid
}

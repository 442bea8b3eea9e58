package dev.headgate.crds.route;

/** Who may get whose answers. */
public enum CacheScope {
  Consumer,
  Tenant,
  Shared
}

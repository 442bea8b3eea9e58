package dev.headgate.crds.gateway;

/** Classes of addresses; Private includes unique local addresses and 100.64.0.0/10. */
public enum AddressClass {
  Public,
  Private,
  Loopback
}

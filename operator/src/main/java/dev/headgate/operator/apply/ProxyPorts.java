package dev.headgate.operator.apply;

/** Ports of a proxy's container. */
final class ProxyPorts {
  static final int DATA = 8080;
  static final int DATA_TLS = 8443;
  static final int HEALTH = 8086;
  static final int ADMIN = 8444;

  private ProxyPorts() {}
}

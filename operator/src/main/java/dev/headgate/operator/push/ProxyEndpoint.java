package dev.headgate.operator.push;

import java.net.URI;

/**
 * One proxy's admin port.
 *
 * @param name the proxy's own name: its pod's, unique in the gateway
 * @param admin {@code https://address:port}, or {@code http://} on loopback
 */
public record ProxyEndpoint(String name, URI admin) {}

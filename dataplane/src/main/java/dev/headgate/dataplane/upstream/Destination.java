package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Gateway.AddressClass;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a pool of connections depends on: two backends with equal destinations share one, and a
 * backend whose destination changes gets a new one. Credentials are sent with each call and are no
 * part of it.
 *
 * @param tls whether to speak TLS
 * @param host of the base URL
 * @param port of the base URL
 * @param trust how to trust it; null for the defaults
 * @param connections its pool
 * @param connectTimeoutMs to an open connection, TLS included
 * @param addresses classes that may be connected to
 */
record Destination(
    boolean tls,
    String host,
    int port,
    Backend.@Nullable Tls trust,
    Backend.Connections connections,
    long connectTimeoutMs,
    List<AddressClass> addresses) {

  /** Where a Google account's tokens are had: a call an hour. */
  static Destination ofTokens(Backend.GoogleAccount account, List<AddressClass> addresses) {
    return of(
        account.tokenUrl(),
        null,
        new Backend.Connections(4, Backend.Http2.Never, 1, 30_000),
        5_000,
        addresses);
  }

  static Destination of(Backend backend, List<AddressClass> addresses) {
    return of(
        backend.baseUrl(),
        backend.tls(),
        backend.connections(),
        backend.connectTimeoutMs(),
        addresses);
  }

  private static Destination of(
      String baseUrl,
      Backend.@Nullable Tls trust,
      Backend.Connections connections,
      long connectTimeoutMs,
      List<AddressClass> addresses) {
    var url = URI.create(baseUrl);
    boolean tls = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    var host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException(baseUrl + " has no host");
    }
    boolean literalV6 = host.startsWith("[") && host.endsWith("]");
    return new Destination(
        tls,
        literalV6 ? host.substring(1, host.length() - 1) : host,
        port,
        trust,
        connections,
        connectTimeoutMs,
        addresses);
  }
}

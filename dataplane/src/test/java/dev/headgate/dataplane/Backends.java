package dev.headgate.dataplane;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import java.util.List;
import java.util.Map;

/** Backends and snapshots with the defaults of the manifests, for tests. */
public final class Backends {
  private Backends() {}

  /** What a circuit breaker is when nothing is said. */
  public static final Backend.CircuitBreaker BREAKER =
      new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, 60_000, 900_000, 3, null);

  public static Backend.CircuitBreaker forced(Backend.Force force) {
    return new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, 60_000, 900_000, 3, force);
  }

  public static Backend.Model model(String name, Backend.Capability... capabilities) {
    return model(name, 128_000, capabilities);
  }

  public static Backend.Model model(String name, int window, Backend.Capability... capabilities) {
    return new Backend.Model(name, name, 80, window, 4_096, List.of(capabilities), null, null);
  }

  public static Backend backend(String id, Backend.Model... models) {
    return backend(id, BREAKER, "key-1", models);
  }

  public static Backend backend(
      String id, Backend.CircuitBreaker breaker, String key, Backend.Model... models) {
    return new Backend(
        id,
        Dialect.OpenAI,
        "http://127.0.0.1:1/v1",
        null,
        new Backend.Credential("authorization", "Bearer " + key),
        Map.of(),
        List.of(),
        null,
        new Backend.Connections(200, Backend.Http2.Auto, 100, 30_000),
        2_000,
        30_000,
        breaker,
        List.of(models));
  }

  /** The same backend in a region. */
  public static Backend in(String region, Backend like) {
    return copy(like, like.baseUrl(), region);
  }

  /** The same backend at another address. */
  public static Backend at(String baseUrl, Backend like) {
    return copy(like, baseUrl, like.region());
  }

  private static Backend copy(Backend like, String baseUrl, String region) {
    return new Backend(
        like.id(),
        like.dialect(),
        baseUrl,
        region,
        like.credential(),
        like.headers(),
        like.quirks(),
        like.tls(),
        like.connections(),
        like.connectTimeoutMs(),
        like.idleTimeoutMs(),
        like.circuitBreaker(),
        like.models());
  }

  public static Snapshot snapshot(List<Backend> backends, List<Route> routes) {
    return snapshot(backends, routes, List.of());
  }

  public static Snapshot snapshot(
      List<Backend> backends, List<Route> routes, List<Consumer> consumers) {
    return snapshot(null, backends, routes, consumers);
  }

  /**
   * The same for proxies in a region.
   *
   * @param region where the proxies run; null when not said
   */
  public static Snapshot snapshot(
      String region, List<Backend> backends, List<Route> routes, List<Consumer> consumers) {
    var gateway =
        new Gateway(
            "ai/main",
            region,
            null,
            true,
            new Gateway.Limits(
                20 << 20, 32 << 10, 256 << 20, 10_000, 60_000, 300_000, 20_000, 1_000),
            new Gateway.Upstreams(List.of(Gateway.AddressClass.Loopback)),
            "USD",
            15);
    return new Snapshot(1, 1, 1, 1, "sha256:0", gateway, backends, routes, List.of(), consumers);
  }
}

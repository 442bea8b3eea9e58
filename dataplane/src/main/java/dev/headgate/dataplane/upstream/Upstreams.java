package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import dev.headgate.dataplane.snapshot.Configuration;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The ways to every provider from one event loop: calls, connections and answers never leave it.
 * {@code connections.max} of a backend is shared out among the proxy's event loops, at least one
 * each.
 */
public final class Upstreams {
  /** Connections of a destination that is no longer configured end with their last call. */
  private static final long LAST_CALL_MINUTES = 35;

  private final Vertx vertx;
  private final int eventLoops;
  private final LongSupplier ticker;
  private final ConnectionCounts counts;
  private final Map<Destination, Origin> origins = new HashMap<>();

  /** Backends of the configurations in use: looked up by identity, compared by destination once. */
  private final IdentityHashMap<Backend, Way> byBackend = new IdentityHashMap<>();

  /**
   * @param eventLoops of this proxy that call providers, at least 1
   * @param ticker nanoseconds that only grow
   * @param counts of the whole proxy
   */
  public Upstreams(Vertx vertx, int eventLoops, LongSupplier ticker, ConnectionCounts counts) {
    this.counts = counts;
    this.vertx = vertx;
    this.eventLoops = eventLoops;
    this.ticker = ticker;
  }

  /**
   * Sends a request.
   *
   * @param configuration of the exchange
   * @param backend of that configuration
   * @param headers beside those that every call has
   * @param body sent as it is
   * @param path behind the backend's base URL
   * @param alone on a connection of its own, because a reused one was stale
   */
  public UpstreamCall call(
      Configuration configuration,
      Backend backend,
      Map<String, String> headers,
      ByteBuf body,
      String path,
      boolean alone,
      UpstreamListener listener) {
    var call = new UpstreamCall(way(configuration, backend), headers, body, path, alone, listener);
    call.start();
    return call;
  }

  /**
   * Asks a provider whether it is there, by what costs nothing: its list of models.
   *
   * @param withinMs connecting included
   * @return never fails
   */
  public Future<Liveness> liveness(Configuration configuration, Backend backend, long withinMs) {
    return new LivenessCall(way(configuration, backend)).within(withinMs);
  }

  /** Drops what this configuration does not name; calls that are under way end as they began. */
  public void keep(Configuration configuration) {
    byBackend.clear();
    var kept = new HashMap<Destination, Origin>();
    for (var backend : configuration.snapshot().backends()) {
      var destination = destination(configuration, backend);
      var origin = origins.get(destination);
      if (origin != null) {
        kept.put(destination, origin);
      }
    }
    origins.values().removeAll(kept.values());
    origins.values().forEach(origin -> origin.shutdown(LAST_CALL_MINUTES, TimeUnit.MINUTES));
    origins.clear();
    origins.putAll(kept);
  }

  private Way way(Configuration configuration, Backend backend) {
    var known = byBackend.get(backend);
    if (known != null) {
      return known;
    }
    var origin =
        origins.computeIfAbsent(
            destination(configuration, backend),
            destination ->
                new Origin(
                    vertx,
                    destination,
                    Math.max(1, Math.ceilDiv(destination.connections().max(), eventLoops)),
                    ticker,
                    counts));
    var way = new Way(origin, backend);
    byBackend.put(backend, way);
    return way;
  }

  private static Destination destination(Configuration configuration, Backend backend) {
    return Destination.of(backend, configuration.gateway().upstreams().addresses());
  }
}

package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.GoogleAccount;
import dev.headgate.dataplane.snapshot.Configuration;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
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
  private final InstantSource clock;
  private final Map<Destination, Origin> origins = new HashMap<>();

  /** Backends of the configurations in use: looked up by identity, compared by destination once. */
  private final IdentityHashMap<Backend, Way> byBackend = new IdentityHashMap<>();

  /** They outlive configurations: a token is good for an hour. */
  private final Map<TokenSource, GoogleToken> tokens = new HashMap<>();

  private record TokenSource(GoogleAccount account, Destination destination) {}

  /**
   * @param eventLoops of this proxy that call providers, at least 1
   * @param ticker nanoseconds that only grow
   * @param counts of the whole proxy
   * @param clock the time that calls are signed at
   */
  public Upstreams(
      Vertx vertx,
      int eventLoops,
      LongSupplier ticker,
      ConnectionCounts counts,
      InstantSource clock) {
    this.clock = clock;
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
    var call =
        new UpstreamCall(way(configuration, backend), headers, body, path, alone, clock, listener);
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
    var sources = new HashSet<TokenSource>();
    for (var backend : configuration.snapshot().backends()) {
      keep(destination(configuration, backend), kept);
      var account = backend.googleAccount();
      if (account != null) {
        var source = source(configuration, account);
        sources.add(source);
        keep(source.destination(), kept);
      }
    }
    tokens.keySet().retainAll(sources);
    origins.values().removeAll(kept.values());
    origins.values().forEach(origin -> origin.shutdown(LAST_CALL_MINUTES, TimeUnit.MINUTES));
    origins.clear();
    origins.putAll(kept);
  }

  private void keep(Destination destination, Map<Destination, Origin> kept) {
    var origin = origins.get(destination);
    if (origin != null) {
      kept.put(destination, origin);
    }
  }

  private Way way(Configuration configuration, Backend backend) {
    var known = byBackend.get(backend);
    if (known != null) {
      return known;
    }
    var account = backend.googleAccount();
    var way =
        new Way(
            origin(destination(configuration, backend)),
            backend,
            account == null ? null : token(source(configuration, account)));
    byBackend.put(backend, way);
    return way;
  }

  private Origin origin(Destination wanted) {
    return origins.computeIfAbsent(
        wanted,
        destination ->
            new Origin(
                vertx,
                destination,
                Math.max(1, Math.ceilDiv(destination.connections().max(), eventLoops)),
                ticker,
                counts));
  }

  private GoogleToken token(TokenSource wanted) {
    return tokens.computeIfAbsent(
        wanted,
        source ->
            new GoogleToken(vertx, source.account(), origin(source.destination()), clock, ticker));
  }

  private static TokenSource source(Configuration configuration, GoogleAccount account) {
    return new TokenSource(
        account, Destination.ofTokens(account, configuration.gateway().upstreams().addresses()));
  }

  private static Destination destination(Configuration configuration, Backend backend) {
    return Destination.of(backend, configuration.gateway().upstreams().addresses());
  }
}

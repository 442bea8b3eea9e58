package dev.headgate.operator.watch;

import dev.headgate.contract.Snapshot;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.feed.GatewayFeed;
import dev.headgate.operator.feed.RemovalHold;
import dev.headgate.operator.feed.Surroundings;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyEndpoint;
import dev.headgate.operator.status.GatewayState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One gateway while this operator leads: its feed, its objects, and the doubt before removals. */
final class GatewayRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayRun.class);

  private final ObjectNames names;
  private final GatewayFeed feed;
  private final GatewayDesk desk;
  private final RemovalHold hold = new RemovalHold();

  /** Routes of the stored snapshot: what proxies have before the first compilation of this term. */
  private final Set<String> storedRoutes;

  private volatile Map<ProxyEndpoint, Surroundings.Readiness> proxies = Map.of();
  private volatile boolean held;

  GatewayRun(ObjectNames names, GatewayFeed feed, GatewayDesk desk, Optional<Snapshot> stored) {
    this.names = names;
    this.feed = feed;
    this.desk = desk;
    this.storedRoutes = stored.map(GatewayFeed::routesOf).orElse(Set.of());
  }

  NamespacedName gateway() {
    return new NamespacedName(names.namespace(), names.gateway());
  }

  ObjectNames names() {
    return names;
  }

  GatewayDesk desk() {
    return desk;
  }

  /** These are the gateway's proxies now. */
  void members(Map<ProxyEndpoint, Surroundings.Readiness> next) {
    proxies = Map.copyOf(next);
    feed.fleet().members(next.keySet());
  }

  /**
   * Acts on a compilation, unless it must be doubted.
   *
   * @param seenDeleted whether an object was seen to be deleted
   */
  void take(Compilation compilation, Predicate<ObjectKey> seenDeleted, Instant now) {
    Set<String> last = feed.routes().orElse(storedRoutes);
    boolean wait =
        hold.holds(
            last,
            GatewayFeed.routesOf(compilation.snapshot()),
            id -> seenDeleted.test(routeKey(id)),
            now);
    if (wait && !held) {
      LOG.warn(
          "gateway {}: more than half of {} routes are gone without having been seen to be"
              + " deleted; waiting {} before believing it",
          gateway(),
          last.size(),
          RemovalHold.DOUBT);
    }
    held = wait;
    if (!wait) {
      feed.take(compilation).ifPresent(desk::store);
    }
  }

  private static ObjectKey routeKey(String id) {
    int slash = id.indexOf('/');
    return new ObjectKey(Kind.LlmRoute, id.substring(0, slash), id.substring(slash + 1));
  }

  /** Whether the last compilation waits to be believed. */
  boolean held() {
    return held;
  }

  /** Whether time alone may change what is to be said. */
  boolean waiting() {
    return feed.fleet().waiting();
  }

  /** A proxy is ahead of us although we verifiably lead. */
  void surpass(Place theirs) {
    feed.surpass(theirs)
        .ifPresent(
            snapshot -> {
              LOG.warn("gateway {}: a proxy has {}; going on at {}", gateway(), theirs, snapshot);
              desk.store(snapshot);
            });
  }

  Optional<GatewayState> state() {
    return feed.state(
        new Surroundings(
            proxies,
            desk.persistence(),
            desk.applied() ? names.address() : null,
            desk.conflict(),
            held));
  }

  @Override
  public void close() {
    desk.close();
    feed.close();
  }
}

package dev.headgate.dataplane.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The permitted addresses of one host, by the system's own resolver off the event loop, kept for 30
 * seconds and renewed behind the back of callers: a slow name server slows the first call only.
 * Belongs to one event loop.
 */
final class Resolver {
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Vertx vertx;
  private final String host;
  private final AddressPolicy policy;
  private final LongSupplier ticker;
  private @Nullable List<InetAddress> known;
  private @Nullable Future<List<InetAddress>> asking;
  private long askedAt;

  Resolver(Vertx vertx, String host, AddressPolicy policy, LongSupplier ticker) {
    this.vertx = vertx;
    this.host = host;
    this.policy = policy;
    this.ticker = ticker;
  }

  /** What is known already; null when nothing is. */
  @Nullable List<InetAddress> known() {
    if (known != null && ticker.getAsLong() - askedAt > KEEP_NANOS && asking == null) {
      ask();
    }
    return known;
  }

  /** Asks; an empty list means that the host has none that is permitted. */
  Future<List<InetAddress>> ask() {
    if (asking != null) {
      return asking;
    }
    askedAt = ticker.getAsLong();
    Future<List<InetAddress>> answer =
        vertx
            .executeBlocking(() -> policy.resolve(host), false)
            .map(found -> found == null ? List.<InetAddress>of() : found);
    asking = answer;
    answer.onComplete(
        result -> {
          asking = null;
          if (result.succeeded()) {
            known = result.result();
          }
        });
    return answer;
  }

  /** No address answered: the next call asks anew. */
  void forget() {
    known = null;
  }
}

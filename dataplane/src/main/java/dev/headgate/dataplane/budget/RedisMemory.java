package dev.headgate.dataplane.budget;

import dev.headgate.contract.Gateway;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.memory.Memory;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Memory on the budgets' store and connection, beside the tenant's counters: one hash tag, so that
 * all calls of a history are asked for in one command, on a cluster too.
 */
final class RedisMemory implements Memory {
  private static final String DAY_MS = "86400000";

  /** Of one tenant. About ten thousand turns with tools; then the oldest make room. */
  static final int TENANT_BYTES = 32 << 20;

  private static final int NAME_BYTES = 16;

  private final StoreLink link;
  private final Supplier<Gateway> gateway;

  /**
   * @param gateway as it is configured now
   */
  RedisMemory(StoreLink link, Supplier<Gateway> gateway) {
    this.link = link;
    this.gateway = gateway;
  }

  @Override
  public Future<Void> keep(Place place, List<Kept> kept) {
    if (gateway.get().redis() == null) {
      return Future.failedFuture(new StoreUnavailable("the gateway has no redis"));
    }
    var args = new ArrayList<String>(3 + 2 * kept.size());
    args.add(Account.tenantPrefix(gateway.get().id(), place.tenant()));
    args.add(DAY_MS);
    args.add(Integer.toString(TENANT_BYTES));
    boolean all = true;
    for (var each : kept) {
      var bytes = each.toBytes();
      if (bytes.length > MOST_BYTES) {
        all = false;
      } else {
        args.add(name(place, each.callId()));
        args.add(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    if (args.size() == 3) {
      return Future.failedFuture(tooLarge());
    }
    boolean whole = all;
    return link.call(Script.KEEP, args)
        .compose(done -> whole ? Future.succeededFuture() : Future.failedFuture(tooLarge()));
  }

  private static StoreUnavailable tooLarge() {
    return new StoreUnavailable("more than " + MOST_BYTES + " bytes of one call are not kept");
  }

  @Override
  public Future<Map<String, Kept>> recall(Place place, Set<String> callIds) {
    if (callIds.isEmpty() || gateway.get().redis() == null) {
      return Future.succeededFuture(Map.of());
    }
    var ids = List.copyOf(callIds);
    var latest = ids.subList(Math.max(0, ids.size() - MOST_CALLS), ids.size());
    var prefix = Account.tenantPrefix(gateway.get().id(), place.tenant()) + "k:";
    var request = Request.cmd(Command.MGET);
    latest.forEach(id -> request.arg(prefix + name(place, id)));
    return link.send(request).map(reply -> found(latest, reply));
  }

  private static Map<String, Kept> found(List<String> ids, Response reply) {
    var found = new HashMap<String, Kept>();
    for (int i = 0; i < ids.size() && i < reply.size(); i++) {
      var value = reply.get(i);
      var kept = value == null ? null : Kept.of(value.toBytes());
      if (kept != null && kept.callId().equals(ids.get(i))) {
        found.put(ids.get(i), kept);
      }
    }
    return found;
  }

  /** A call's name in the store: ids are callers' words, of any length and alphabet. */
  private static String name(Place place, String callId) {
    var session = place.session();
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      word(digest, place.consumer());
      word(digest, session == null ? "" : session);
      word(digest, callId);
      return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void word(MessageDigest digest, String word) {
    var bytes = word.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}

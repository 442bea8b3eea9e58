package dev.headgate.dataplane.budget;

import dev.headgate.contract.Gateway;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's held connection to the store (one client, in a cluster one connection to each
 * node). A call that gets no answer in time fails and the client is built anew: a pooled or a half
 * dead one stalls every tenant for seconds. In a cluster the old one goes on serving the nodes that
 * live until the new one stands.
 */
final class StoreLink {
  private static final Logger LOG = LoggerFactory.getLogger(StoreLink.class);
  private static final long FIRST_BACKOFF_MS = 20;
  private static final long LAST_BACKOFF_MS = 500;
  private static final long CLOSE_AFTER_MS = 1000;

  /** Told on the event loop whenever a connection stands. */
  interface Listener {
    void connected(RedisConnection connection, boolean cluster);

    /** Why there is none; no secrets. */
    void disconnected(String reason);
  }

  private final Vertx vertx;
  private final Listener listener;
  private final Deadlines deadlines;
  private Gateway.@Nullable Redis settings;
  private @Nullable Redis client;
  private @Nullable RedisConnection connection;
  private boolean building;
  private boolean closed;
  private int generation;
  private long backoffMs = FIRST_BACKOFF_MS;
  private @Nullable Promise<Void> firstConnect;

  StoreLink(Vertx vertx, LongSupplier nanoTime, Listener listener) {
    this.vertx = vertx;
    this.listener = listener;
    this.deadlines = new Deadlines(vertx, nanoTime, this::timedOut);
  }

  /**
   * Takes new settings; null closes the link. Where the way to the store is the same, the
   * connection stays. On another way calls wait for the new connection, and those under way are
   * still answered by the old one.
   */
  void use(Gateway.@Nullable Redis redis) {
    Gateway.Redis before = settings;
    if (Objects.equals(redis, before) || closed) {
      return;
    }
    settings = redis;
    if (redis != null && before != null && StoreAddress.of(redis).equals(StoreAddress.of(before))) {
      return;
    }
    generation++;
    building = false;
    retire();
    if (redis != null) {
      backoffMs = FIRST_BACKOFF_MS;
      firstConnect = Promise.promise();
      build();
    }
  }

  boolean connected() {
    return connection != null;
  }

  /** Runs a script; the future fails with {@link StoreUnavailable} and nothing else. */
  Future<Figures> call(Script script, List<String> args) {
    return send(request(Command.EVALSHA, script.sha, args))
        .recover(
            failure ->
                failure instanceof NoScript
                    ? send(request(Command.EVAL, script.text, args))
                    : Future.failedFuture(failure))
        .map(Figures::of);
  }

  /** Runs a plain command; the future fails with {@link StoreUnavailable} and nothing else. */
  Future<Response> send(Request request) {
    RedisConnection current = connection;
    Gateway.Redis redis = settings;
    if (current == null || redis == null) {
      Promise<Void> first = firstConnect;
      if (redis == null || first == null) {
        return Future.failedFuture(new StoreUnavailable("there is no connection to the store"));
      }
      // Only while the very first connection is being made is it worth waiting for.
      Promise<Response> later = Promise.promise();
      deadlines.watch(later, redis.commandTimeoutMs(), generation);
      first
          .future()
          .onComplete(
              done -> {
                if (done.succeeded()) {
                  send(request).onComplete(result -> finish(later, result));
                } else {
                  later.tryFail(done.cause());
                }
              });
      return later.future();
    }
    int sentIn = generation;
    Promise<Response> promise = Promise.promise();
    deadlines.watch(promise, redis.commandTimeoutMs(), sentIn);
    current
        .send(request)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                promise.tryComplete(result.result());
              } else {
                promise.tryFail(failed(result.cause(), sentIn));
              }
            });
    return promise.future();
  }

  /** Notices a store that went away while nobody called. */
  void probe() {
    if (connection != null) {
      send(Request.cmd(Command.PING));
    }
  }

  void close() {
    closed = true;
    settings = null;
    generation++;
    drop();
  }

  private static void finish(Promise<Response> promise, AsyncResult<Response> result) {
    if (result.succeeded()) {
      promise.tryComplete(result.result());
    } else {
      promise.tryFail(result.cause());
    }
  }

  private static Request request(Command command, String script, List<String> args) {
    Request request = Request.cmd(command).arg(script).arg("1");
    for (String arg : args) {
      request.arg(arg);
    }
    return request;
  }

  /** The script is not in the store's cache: it was restarted, flushed or replaced. */
  private static final class NoScript extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private Exception failed(Throwable cause, int sentIn) {
    String message = String.valueOf(cause.getMessage());
    if (message.startsWith("NOSCRIPT")) {
      return new NoScript();
    }
    if (message.startsWith("ERR ") || message.startsWith("WRONGTYPE")) {
      LOG.error("The store refused a budget step, which is a fault of the proxy: {}", message);
    } else if (!message.startsWith("OOM")
        && !message.startsWith("BUSY")
        && !message.startsWith("Redis waiting queue is full")) {
      broken(message, sentIn);
    }
    return new StoreUnavailable(message);
  }

  private void timedOut(int sentIn) {
    broken("a step got no answer in time", sentIn);
  }

  private void broken(String reason, int sentIn) {
    Gateway.Redis redis = settings;
    if (redis == null || sentIn != generation || building) {
      return;
    }
    LOG.warn("The budget store is being connected anew: {}", reason);
    if (!StoreAddress.cluster(redis)) {
      drop();
    }
    listener.disconnected(reason);
    // Not at once: when the event loop itself is ending, a timer never comes.
    building = true;
    buildIn(1, generation);
  }

  private void build() {
    Gateway.Redis redis = settings;
    if (redis == null) {
      return;
    }
    building = true;
    int mine = ++generation;
    Redis fresh = Redis.createClient(vertx, StoreAddress.options(redis));
    fresh
        .connect()
        .timeout(StoreAddress.CONNECT_TIMEOUT_MS * 2L, TimeUnit.MILLISECONDS)
        .onComplete(
            result -> {
              if (mine != generation) {
                fresh.close();
              } else if (result.succeeded()) {
                stand(fresh, result.result(), StoreAddress.cluster(redis));
              } else {
                fresh.close();
                retry(mine, String.valueOf(result.cause().getMessage()));
              }
            });
  }

  private void stand(Redis fresh, RedisConnection made, boolean cluster) {
    building = false;
    // What goes wrong on the old connection from now on says nothing about this one.
    int mine = ++generation;
    backoffMs = FIRST_BACKOFF_MS;
    retire();
    client = fresh;
    connection = made;
    if (!cluster) {
      made.endHandler(ended -> broken("the connection ended", mine));
      made.exceptionHandler(failure -> broken(String.valueOf(failure.getMessage()), mine));
    }
    if (!cluster) {
      // A script that is sent a second time, as text, would be overtaken by the steps behind it.
      for (Script script : Script.values()) {
        made.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text));
      }
    }
    listener.connected(made, cluster);
    Promise<Void> first = firstConnect;
    firstConnect = null;
    if (first != null) {
      first.complete();
    }
  }

  private void retry(int mine, String reason) {
    listener.disconnected(reason);
    Promise<Void> first = firstConnect;
    firstConnect = null;
    if (first != null) {
      first.fail(new StoreUnavailable(reason));
    }
    long wait = backoffMs;
    backoffMs = Math.min(LAST_BACKOFF_MS, backoffMs * 2);
    buildIn(wait, mine);
  }

  private void buildIn(long ms, int mine) {
    vertx.setTimer(
        ms,
        ignored -> {
          if (mine == generation) {
            build();
          }
        });
  }

  /** Takes no more calls by it; what is under way may still be answered. */
  private void retire() {
    Redis old = client;
    client = null;
    connection = null;
    if (old != null) {
      vertx.setTimer(CLOSE_AFTER_MS, ignored -> old.close());
    }
  }

  private void drop() {
    Redis old = client;
    client = null;
    connection = null;
    if (old != null) {
      old.close();
    }
  }
}

package dev.headgate.dataplane.http;

import dev.headgate.dataplane.budget.Budgets;
import dev.headgate.dataplane.memory.Memory;
import dev.headgate.dataplane.record.Recorder;
import dev.headgate.dataplane.retry.RetryPolicy;
import dev.headgate.dataplane.route.Planner;
import dev.headgate.dataplane.upstream.Upstreams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Callers' port on one event loop. Every serving event loop of a proxy has one of these, on the
 * same port: Vert.x hands each the connections in turn.
 */
public final class DataServer {
  /** Above what any gateway may list as maxHeaderSize: between the two, our own error is told. */
  private static final int MAX_HEAD = 256 << 10;

  private static final int MAX_LINE = 16 << 10;
  private static final int BACKLOG = 4_096;

  private final Context context;
  private final HttpServer server;
  private final Entrance entrance;
  private final Wheel wheel;

  private DataServer(Context context, HttpServer server, Entrance entrance, Wheel wheel) {
    this.context = context;
    this.server = server;
    this.entrance = entrance;
    this.wheel = wheel;
  }

  /**
   * Starts one on the current event loop: call it there, from a verticle's start.
   *
   * @param bind address to listen on
   * @param port 0 takes a free one
   * @param eventLoops how many data servers the proxy has, at least 1
   * @param shared by all of them
   * @param budgets of this event loop
   * @param memory of this event loop
   * @param random of this event loop
   */
  public static Future<DataServer> start(
      Vertx vertx,
      String bind,
      int port,
      int eventLoops,
      Collaborators shared,
      Budgets budgets,
      Memory memory,
      RandomGenerator random) {
    var context = vertx.getOrCreateContext();
    var upstreams =
        new Upstreams(vertx, eventLoops, shared.ticker(), shared.connections(), shared.clock());
    var wheel = new Wheel(vertx, shared.ticker());
    var loop =
        new Loop(
            shared,
            budgets,
            memory,
            upstreams,
            wheel,
            random,
            new Planner(shared.circuits(), random),
            new RetryPolicy(shared.retryBudget(), random),
            new Recorder(shared.metrics()));
    shared
        .snapshots()
        .onChange(configuration -> context.runOnContext(applied -> upstreams.keep(configuration)));
    var entrance = new Entrance(loop, context);
    return listen(vertx, entrance, bind, port)
        .map(server -> new DataServer(context, server, entrance, wheel));
  }

  private static Future<HttpServer> listen(Vertx vertx, Entrance entrance, String bind, int port) {
    var options =
        new HttpServerOptions()
            .setHost(bind)
            .setPort(port)
            .setAcceptBacklog(BACKLOG)
            .setTcpNoDelay(true)
            .setMaxHeaderSize(MAX_HEAD)
            .setMaxInitialLineLength(MAX_LINE)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(false);
    return vertx
        .createHttpServer(options)
        .connectionHandler(entrance::connected)
        .invalidRequestHandler(entrance::invalid)
        .requestHandler(entrance::request)
        .listen();
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Says goodbye on kept connections, then takes no more, lets running answers end and closes.
   *
   * @param farewell how long a caller that says nothing by a kept connection is waited for
   * @param timeout after which what still runs is cut off
   */
  public Future<Void> drain(Duration farewell, Duration timeout) {
    Promise<Void> said = Promise.promise();
    var left = new AtomicLong(timeout.toMillis());
    context.runOnContext(
        on -> {
          long began = wheel.now();
          said.future()
              .onComplete(ended -> left.set(Math.max(0, began + timeout.toMillis() - wheel.now())));
          new Farewell(wheel, entrance, farewell.toMillis(), timeout.toMillis(), said).say();
        });
    return said.future()
        .compose(ended -> server.shutdown(left.get(), TimeUnit.MILLISECONDS))
        .onComplete(closed -> wheel.close());
  }
}

package dev.headgate.dataplane.http;

import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.budget.BudgetTimes;
import dev.headgate.dataplane.budget.ProxyBudgets;
import dev.headgate.dataplane.budget.RedisBudgets;
import dev.headgate.dataplane.circuit.TargetCircuits;
import dev.headgate.dataplane.metrics.ProxyMetrics;
import dev.headgate.dataplane.retry.RetryBudget;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.upstream.ConnectionCounts;
import dev.headgate.dataplane.upstream.Credentials;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The data path of one proxy with one event loop, all rooms real. */
final class ServedProxy implements AutoCloseable {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final SnapshotStore store = new SnapshotStore(snapshot -> List.of());
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Load load = new Load(1L << 30);
  final ConnectionCounts connections = new ConnectionCounts();
  final TargetCircuits circuits =
      new TargetCircuits(
          System::nanoTime,
          InstantSource.system(),
          new SplittableRandom(1),
          (target, before, after) -> {});
  final Credentials credentials = new Credentials(InstantSource.system(), () -> {});

  private final Vertx vertx;
  private final String deployment;
  private WatchedBudgets budgets;
  private DataServer server;
  private boolean closed;
  private Context loop;

  ServedProxy(Vertx vertx, Snapshot snapshot) {
    this.vertx = vertx;
    store.onChange(configuration -> circuits.apply(configuration.snapshot()));
    store.onChange(configuration -> credentials.apply(configuration.snapshot()));
    store.offer(snapshot);
    var metrics = new ProxyMetrics(registry);
    var proxyBudgets =
        new ProxyBudgets(
            InstantSource.system(), System::nanoTime, metrics::budgetStep, BudgetTimes.DEFAULT);
    var shared =
        new Collaborators(
            store,
            circuits,
            credentials,
            new RetryBudget(System::nanoTime),
            metrics,
            load,
            connections,
            InstantSource.system(),
            System::nanoTime);
    deployment =
        join(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    loop = context;
                    var real = RedisBudgets.create(vertx, proxyBudgets, snapshot);
                    budgets = new WatchedBudgets(real);
                    return DataServer.start(
                            vertx,
                            "127.0.0.1",
                            0,
                            1,
                            shared,
                            budgets,
                            real.memory(),
                            new SplittableRandom(7))
                        .onSuccess(started -> server = started);
                  }
                }));
  }

  int port() {
    return server.port();
  }

  DataServer server() {
    return server;
  }

  /** The budgets, after the turn of the event loop that wrote the answer which a test has read. */
  WatchedBudgets budgets() {
    endTurn();
    return budgets;
  }

  /** The metrics, after the same turn. */
  PrometheusMeterRegistry recorded() {
    endTurn();
    return registry;
  }

  private void endTurn() {
    var turn = Promise.<Void>promise();
    loop.runOnContext(done -> turn.complete());
    join(turn.future());
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(path)))
        .timeout(Duration.ofSeconds(10))
        .header("authorization", "Bearer " + Manifest.KEY);
  }

  /** Posts as the test's caller. */
  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> chat(String body, String... headers) {
    var request =
        request("/v1/chat/completions")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i + 1 < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static <T> T join(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    join(server.drain(Duration.ZERO, Duration.ZERO));
    join(vertx.undeploy(deployment));
  }
}

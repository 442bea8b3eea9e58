package dev.headgate.dataplane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Circuit;
import dev.headgate.contract.Report.CircuitState;
import dev.headgate.contract.Report.RedisState;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.metrics.BudgetFill;
import dev.headgate.dataplane.metrics.Exposition;
import dev.headgate.dataplane.report.Reporter;
import dev.headgate.dataplane.report.Sight;
import dev.headgate.dataplane.snapshot.SnapshotJson;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private static final Snapshot SNAPSHOT = SnapshotJson.whole().snapshot();

  private static final List<BudgetFill> FILLS =
      List.of(
          new BudgetFill("ai/daily", "Day", 0.85),
          new BudgetFill("ai/daily", "Day", 0.2),
          new BudgetFill("ai/daily", "Hour", 1.05));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final EventLoops loops = new EventLoops(nanos::get);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aProxyIsReadyOnceASnapshotIsAppliedAndUntilItDrains() throws Exception {
    assertThat(get(sight(null, false, null), "/readyz"))
        .satisfies(
            response -> {
              assertThat(response.statusCode()).isEqualTo(503);
              assertThat(response.body()).contains("no snapshot");
            });
    assertThat(get(sight(SNAPSHOT, false, null), "/readyz"))
        .satisfies(
            response -> {
              assertThat(response.statusCode()).isEqualTo(200);
              assertThat(response.body()).contains("\"ready\":true", SNAPSHOT.digest());
            });
    assertThat(get(sight(SNAPSHOT, true, null), "/readyz"))
        .satisfies(
            response -> {
              assertThat(response.statusCode()).isEqualTo(503);
              assertThat(response.body()).contains("draining");
            });
  }

  @Test
  void anOutageOfRedisIsToldAndDecidesNothing() throws Exception {
    var response =
        get(sight(SNAPSHOT, false, new Report.Redis(RedisState.Unavailable, List.of())), "/readyz");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("Unavailable");
  }

  @Test
  void aProxyLivesUntilAnEventLoopOfItsStops() throws Exception {
    loops.watch(vertx, vertx.getOrCreateContext());
    assertThat(get(sight(null, false, null), "/livez").statusCode()).isEqualTo(200);

    var stuck = new EventLoops(nanos::get);
    var blocked = vertx.getOrCreateContext();
    var release = new java.util.concurrent.CountDownLatch(1);
    var inside = new java.util.concurrent.CountDownLatch(1);
    stuck.watch(vertx, blocked);
    blocked.runOnContext(
        on -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());

    assertThat(stuck.stuck()).isEqualTo(1);
    release.countDown();
    org.awaitility.Awaitility.await().until(() -> stuck.stuck() == 0);
  }

  @Test
  void circuitsAndBudgetsAreMeasuredAsTheyAreNow() throws Exception {
    var sight =
        new Sight(
            SNAPSHOT,
            false,
            null,
            List.of(
                new Circuit("ai/openai-a", "gpt", CircuitState.Open, 1, "FailureRate", 2L),
                new Circuit("ai/openai-b", "gpt", CircuitState.HalfOpen, 1, null, null),
                new Circuit("ai/openai-c", "gpt", CircuitState.Closed, 1, null, null)),
            List.of(),
            List.of());

    assertThat(get(sight, "/metrics").body().lines())
        .contains(
            "headgate_circuit_state{target=\"openai-a/gpt\"} 2.0",
            "headgate_circuit_state{target=\"openai-b/gpt\"} 1.0",
            "headgate_circuit_state{target=\"openai-c/gpt\"} 0.0",
            "headgate_budget_used_ratio{budget=\"ai/daily\",window=\"Day\"} 0.85",
            "headgate_budget_used_ratio{budget=\"ai/daily\",window=\"Hour\"} 1.05",
            "headgate_upstream_connections{provider=\"api.example:443\"} 3.0");
  }

  @Test
  void anythingElseIsNotThere() throws Exception {
    assertThat(get(sight(null, false, null), "/snapshot").statusCode()).isEqualTo(404);
  }

  private static Sight sight(
      @Nullable Snapshot snapshot, boolean draining, Report.@Nullable Redis redis) {
    return new Sight(snapshot, draining, redis, List.of(), List.of(), List.of());
  }

  private HttpResponse<String> get(Sight sight, String path) throws Exception {
    var reporter = new Reporter(vertx, "proxy-1", () -> sight, Duration.ofMillis(10));
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var exposition =
        new Exposition(registry, sight::circuits, () -> FILLS, () -> Map.of("api.example:443", 3));
    var server =
        new HealthServer(vertx, loops, reporter, exposition).listen(0, "127.0.0.1").await();
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + server.port() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } finally {
      server.close().await();
    }
  }
}

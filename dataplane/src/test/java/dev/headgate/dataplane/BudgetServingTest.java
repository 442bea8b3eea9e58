package dev.headgate.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.dataplane.budget.RedisProcess;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real proxies on a real Redis. */
class BudgetServingTest {
  private static final long DOLLAR = 1_000_000_000L;

  @TempDir private Path scratch;

  private final Vertx vertx = Vertx.vertx();
  private final RedisProcess redis =
      new RedisProcess(
          RedisProcess.newest(), "--appendonly", "yes", "--maxmemory-policy", "noeviction");
  private Simulator simulator;
  private Path mounted;

  @BeforeEach
  void begin() throws IOException {
    simulator = Simulator.start(vertx, 0).await();
    mounted = Files.createDirectory(scratch.resolve("mounted"));
    Files.write(
        mounted.resolve("snapshot.json"),
        Served.by(simulator.port(), redis.node(), DOLLAR).bytes());
  }

  @AfterEach
  void end() {
    redis.close();
    vertx.close().await();
  }

  @Test
  void whatACallCostIsSettledAndToldByEveryProxy() throws Exception {
    try (var first = proxy();
        var second = proxy();
        var caller = new Caller(first, Served.KEY);
        var other = new Caller(second, Served.KEY)) {
      var answer = caller.chat();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-headgate-budget")).hasValue("daily");
      var cost = new BigDecimal(answer.headers().firstValue("x-headgate-cost").orElseThrow());
      assertThat(cost).isPositive();

      Awaitility.await().until(() -> settled(other).compareTo(cost) == 0);
      assertThat(held(other)).isZero();
      assertThat(first.get(first.health("/readyz")).body()).contains("Connected");
      assertThat(first.get(first.health("/metrics")).body())
          .contains(
              "headgate_budget_step_seconds_count{step=\"reserve\"} 1",
              "headgate_spend_total{currency=\"USD\"",
              "headgate_budget_used_ratio{budget=\"ai/daily\",window=\"Day\"}");
    }
  }

  @Test
  void theHoldOfAProxyThatWasKilledIsChargedByAnother() throws Exception {
    simulator.profile(
        """
        {"provider": "openai-a", "profile": {"perTokenMs": 100, "outputTokens": "90"}}\
        """);
    try (var first = proxy();
        var second = proxy();
        var caller = new Caller(first, Served.KEY);
        var other = new Caller(second, Served.KEY)) {
      var stream = caller.stream();
      var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("data: ");
      Awaitility.await().until(() -> held(other).signum() > 0);
      var held = held(other);
      assertThat(settled(other)).isZero();

      first.kill();

      // A hold is kept alive for 30 s at a time; whoever knows the tenant looks every 15 s.
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> held(other).signum() == 0);
      assertThat(settled(other)).isEqualByComparingTo(held);
    }
  }

  @Test
  void redisMayStopAndStartAgain() throws Exception {
    try (var proxy = proxy();
        var caller = new Caller(proxy, Served.KEY)) {
      assertThat(caller.chat().statusCode()).isEqualTo(200);

      redis.kill();

      Awaitility.await()
          .untilAsserted(
              () -> assertThat(caller.chat().body()).contains("budget_store_unavailable"));
      assertThat(proxy.get(proxy.health("/readyz")).statusCode()).isEqualTo(200);
      Awaitility.await()
          .until(() -> proxy.get(proxy.health("/readyz")).body().contains("Unavailable"));

      redis.restart();

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> caller.chat().statusCode() == 200);
      Awaitility.await()
          .until(() -> proxy.get(proxy.health("/readyz")).body().contains("Connected"));
    }
  }

  private static BigDecimal settled(Caller caller) throws Exception {
    return new BigDecimal(daily(caller).path("settled").asText());
  }

  private static BigDecimal held(Caller caller) throws Exception {
    return new BigDecimal(daily(caller).path("held").asText());
  }

  private static JsonNode daily(Caller caller) throws Exception {
    return new ObjectMapper().readTree(caller.usage().body()).path("budgets").path(0);
  }

  private ProxyProcess proxy() throws IOException {
    return ProxyProcess.start(scratch, Map.of("HEADGATE_SNAPSHOT_DIR", mounted.toString()));
  }
}

package dev.headgate.dataplane.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Report.CircuitState;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.Backends;
import dev.headgate.dataplane.Routes;
import dev.headgate.dataplane.budget.BudgetTimes;
import dev.headgate.dataplane.budget.ProxyBudgets;
import dev.headgate.dataplane.budget.RedisBudgets;
import dev.headgate.dataplane.http.Collaborators;
import dev.headgate.dataplane.http.DataServer;
import dev.headgate.dataplane.http.Load;
import dev.headgate.dataplane.metrics.ProxyMetrics;
import dev.headgate.dataplane.retry.RetryBudget;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.terms.TargetKey;
import dev.headgate.dataplane.upstream.ConnectionCounts;
import dev.headgate.dataplane.upstream.Credentials;
import dev.headgate.simulator.Simulator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Circuits of a proxy that relays real calls to a provider that really fails. How fast that is
 * found is proven on a simulated clock; here the parts are shown to work together.
 */
class CircuitsUnderFaultsTest {
  private static final String KEY = "hg_test_s3cret";
  private static final TargetKey FIRST = new TargetKey("ai/a", "gpt");
  private static final Backend.CircuitBreaker QUICK =
      new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, 1_000, 2_000, 3, null);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SnapshotStore store = new SnapshotStore(snapshot -> List.of());
  private final List<String> transitions = new ArrayList<>();
  private final TargetCircuits circuits =
      new TargetCircuits(
          System::nanoTime,
          InstantSource.system(),
          new Random(1),
          (target, before, after) -> {
            synchronized (transitions) {
              transitions.add(target.label() + " " + after.state() + " " + after.reason());
            }
          });
  private Simulator simulator;
  private DataServer server;

  @BeforeEach
  void serve() throws Exception {
    simulator = get(Simulator.start(vertx, 0));
    var snapshot = snapshot();
    store.offer(snapshot);
    circuits.apply(snapshot);
    vertx.setPeriodic(TargetCircuits.TICK_MS, tick -> circuits.tick());
    get(vertx.deployVerticle(data(snapshot)));
  }

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": 500}",
        "{\"reset\": true}",
        "{\"cutAfterChunks\": 1}",
        "{\"malformed\": true}",
        "{\"neverAnswer\": true}"
      })
  void aWarmedTargetThatFailsIsGivenUpAndTakenBackWithoutACallerNoticing(String fault)
      throws Exception {
    for (int i = 0; i < 12; i++) {
      assertThat(chat().get(5, TimeUnit.SECONDS).headers().firstValue("x-headgate-target"))
          .hasValue("a/gpt");
    }
    simulator.script("{\"provider\": \"openai-a\", \"times\": -1, \"fault\": %s}".formatted(fault));

    var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              calls.add(chat());
              return shown() == CircuitState.Open;
            });
    assertThat(chat().get(5, TimeUnit.SECONDS).headers().firstValue("x-headgate-attempts"))
        .as("the open target is skipped")
        .hasValue("1");
    simulator.faults().clear();

    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              calls.add(chat());
              return shown() == CircuitState.Closed;
            });
    assertThat(transitionsOf("b/gpt")).isEmpty();
    if (!fault.contains("never")) {
      for (var call : calls) {
        assertThat(call.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    }
  }

  private CircuitState shown() {
    return circuits.state(FIRST).orElseThrow().state();
  }

  private List<String> transitionsOf(String target) {
    synchronized (transitions) {
      return transitions.stream().filter(t -> t.startsWith(target)).toList();
    }
  }

  private CompletableFuture<HttpResponse<String>> chat() {
    var body =
        """
        {"model": "chat", "stream": true, "messages": [{"role": "user", "content": "Hello"}]}
        """;
    return http.sendAsync(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
            .header("authorization", "Bearer " + KEY)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private VerticleBase data(Snapshot snapshot) {
    var metrics = new ProxyMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    var budgets =
        new ProxyBudgets(
            InstantSource.system(), System::nanoTime, metrics::budgetStep, BudgetTimes.DEFAULT);
    var shared =
        new Collaborators(
            store,
            circuits,
            new Credentials(InstantSource.system(), () -> {}),
            new RetryBudget(System::nanoTime),
            metrics,
            new Load(1L << 30),
            new ConnectionCounts(),
            InstantSource.system(),
            System::nanoTime);
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        var own = RedisBudgets.create(vertx, budgets, snapshot);
        return DataServer.start(vertx, "127.0.0.1", 0, 1, shared, own, own.memory(), new Random(2))
            .onSuccess(started -> server = started);
      }
    };
  }

  private Snapshot snapshot() throws Exception {
    Route route =
        Routes.route("ai/chat")
            .models("chat")
            .target(1, "ai/a", "gpt")
            .target(2, "ai/b", "gpt")
            .retry(0, 3, FailureClass.Transient)
            .build();
    var hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
    var consumer =
        new Consumer(
            "ai/checkout",
            null,
            "shop",
            null,
            null,
            null,
            Map.of(),
            List.of(new Consumer.Key("test", HexFormat.of().formatHex(hash))),
            null,
            List.of(),
            List.of());
    return Backends.snapshot(
        List.of(provider("a"), provider("b")), List.of(route), List.of(consumer));
  }

  private Backend provider(String name) {
    var url = "http://127.0.0.1:" + simulator.port() + "/openai-" + name + "/v1";
    return Backends.at(
        url,
        Backends.backend(
            "ai/" + name, QUICK, "key", Backends.model("gpt", Backend.Capability.Streaming)));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}

package dev.headgate.dataplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Report;
import dev.headgate.dataplane.Backends;
import dev.headgate.dataplane.circuit.Permit;
import dev.headgate.dataplane.circuit.TargetCircuits;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.terms.TargetKey;
import dev.headgate.dataplane.upstream.ConnectionCounts;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProberTest {
  private static final TargetKey GPT = new TargetKey("ai/openai", "gpt");
  private static final TargetKey MINI = new TargetKey("ai/openai", "mini");
  private static final Vertx VERTX = Vertx.vertx();
  private static Simulator simulator;

  private final AtomicLong nanos = new AtomicLong();
  private final TargetCircuits circuits =
      new TargetCircuits(nanos::get, () -> Instant.EPOCH, new Random(1), (t, before, after) -> {});
  private final SnapshotStore store = new SnapshotStore(snapshot -> List.of());
  private final Prober prober =
      Prober.of(VERTX, circuits, store, nanos::get, new ConnectionCounts());

  @BeforeAll
  static void startProvider() throws Exception {
    simulator = await(Simulator.start(VERTX, 0));
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @BeforeEach
  void serve() {
    simulator.faults().clear();
    simulator.counters().clear();
    serve(simulator.port());
  }

  @Test
  void aTargetThatIsWellIsNotProbed() throws Exception {
    call(GPT).success();
    passSeconds(2);

    await(prober.look());

    assertThat(simulator.counters().total(null).requests()).isZero();
  }

  @Test
  void aQuietTargetThatFailedIsAskedOnceForAllItsModelsAndBelieved() throws Exception {
    call(GPT).failure(FailureClass.Transient);
    call(MINI).failure(FailureClass.Transient);
    passSeconds(2);

    await(prober.look());
    passSeconds(10);
    await(prober.look());

    assertThat(simulator.counters().total(null).requests()).isEqualTo(1);
    assertThat(simulator.journal().list(null).getLast().path()).isEqualTo("/openai-a/v1/models");
    assertThat(state(GPT)).isEqualTo(Report.CircuitState.Closed);
  }

  @Test
  void aProviderThatRefusesIsThere() throws Exception {
    simulator.script("{\"provider\": \"openai-a\", \"times\": -1, \"fault\": {\"status\": 401}}");
    call(GPT).failure(FailureClass.Transient);
    for (int i = 0; i < 10; i++) {
      passSeconds(2);
      await(prober.look());
    }

    assertThat(state(GPT)).isEqualTo(Report.CircuitState.Closed);
  }

  @Test
  void aProviderThatIsBrokenIsOpenedByProbesAlone() throws Exception {
    simulator.script("{\"provider\": \"openai-a\", \"times\": -1, \"fault\": {\"status\": 503}}");
    call(GPT).failure(FailureClass.Transient);
    for (int i = 0; i < 4; i++) {
      assertThat(state(GPT)).isEqualTo(Report.CircuitState.Closed);
      passSeconds(2);
      await(prober.look());
    }

    assertThat(state(GPT)).isEqualTo(Report.CircuitState.Open);
  }

  @Test
  void aProviderThatIsGoneIsOpenedByProbesAlone() throws Exception {
    int port;
    try (var taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    serve(port);
    call(GPT).failure(FailureClass.Transient);
    for (int i = 0; i < 4; i++) {
      passSeconds(2);
      await(prober.look());
    }

    assertThat(state(GPT)).isEqualTo(Report.CircuitState.Open);
  }

  private void serve(int port) {
    var backend =
        Backends.at(
            "http://127.0.0.1:" + port + "/openai-a/v1",
            Backends.backend("ai/openai", Backends.model("gpt"), Backends.model("mini")));
    var snapshot = Backends.snapshot(List.of(backend), List.of());
    var current = store.current();
    long sequence = current == null ? 1 : current.snapshot().sequence() + 1;
    store.offer(snapshot.at(1, sequence, "sha256:" + sequence));
    circuits.apply(snapshot);
  }

  private Permit call(TargetKey target) {
    return circuits.tryAcquire(target, true).orElseThrow();
  }

  private Report.CircuitState state(TargetKey target) {
    return circuits.state(target).orElseThrow().state();
  }

  private void passSeconds(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}

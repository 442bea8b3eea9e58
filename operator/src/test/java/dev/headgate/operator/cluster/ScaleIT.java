package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What an operator with many objects writes: what has changed, and nothing else. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class ScaleIT {
  private static final int ROUTES = 200;
  private static final int BACKENDS = 20;
  private static final String GATEWAY = "PATCH llmgateways/main/status";
  private static final String SNAPSHOT = "PATCH secrets/main-snapshot";

  private final Writes writes = new Writes();
  private Installation here;
  private ScaleManifests manifests;
  private ProgrammedRoutes programmed;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("scale", directory);
    manifests = new ScaleManifests(here.namespace, BACKENDS);
    here.apply(manifests.ground(1));
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, BACKENDS)
          .forEach(i -> executor.execute(() -> here.apply(manifests.backend(i))));
      List<? extends Future<?>> applied =
          IntStream.range(0, ROUTES)
              .mapToObj(i -> executor.submit(() -> here.apply(manifests.route(i, 0))))
              .toList();
      for (Future<?> one : applied) {
        one.get();
      }
    }
    programmed = here.closing(new ProgrammedRoutes(here.client, here.namespace));
    here.operator("one", here.closing(writes.client(here.cluster)));
    here.proxies("main-a", "main-b");
    within(60).until(() -> programmed.count() == ROUTES);
    quiet();
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  /** Also the test that an operator with nothing to do writes nothing but its Lease. */
  private void quiet() {
    int[] last = {-1};
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .during(Duration.ofSeconds(3))
        .until(
            () -> {
              boolean same = writes.count() == last[0];
              last[0] = writes.count();
              return same;
            });
  }

  @Test
  void oneChangedRouteIsWrittenWithItsGatewayAndTheSnapshotAndNothingElse() throws Exception {
    quiet();
    int before = writes.count();

    programmed(7, 1);
    quiet();

    List<String> written = writes.since(before);
    // A proxy that takes more than a second is told of first: then a status is written twice.
    assertThat(written.stream().filter(write -> !write.equals("POST events")))
        .containsOnly("PATCH llmroutes/r7/status", GATEWAY, SNAPSHOT)
        .filteredOn(SNAPSHOT::equals)
        .hasSize(1);
    assertThat(written.size()).isLessThanOrEqualTo(8);
  }

  @Test
  void aProxyThatComesOrGoesIsWrittenIntoItsGatewayAlone() throws Exception {
    quiet();
    int before = writes.count();

    ProxyPod third = here.proxy("main-c");
    third.publish(false);
    within(60).until(third::ready);
    third.publish(true);
    within(30).until(() -> acknowledged() == 3);
    third.unpublish();
    third.close();
    within(30).until(() -> acknowledged() == 2);
    quiet();

    assertThat(writes.since(before)).containsOnly(GATEWAY);
  }

  @Test
  void aProxyThatDoesNotAnswerHoldsUpWhatIsNewAndNothingElse() throws Exception {
    quiet();
    int before = writes.count();
    ProxyPod silent = here.proxies.getLast();

    silent.signal("STOP");
    try {
      here.apply(manifests.route(8, 1));
      within(30)
          .until(() -> here.status(LlmRoute.class, "r8", ConditionType.Programmed).equals("False"));
      within(30)
          .untilAsserted(() -> assertThat(message()).contains("main-b").doesNotContain("main-a"));

      assertThat(here.get(LlmRoute.class, "r8").getStatus().condition(ConditionType.Programmed))
          .map(Condition::reason)
          .hasValue("Pending");
      assertThat(here.status(LlmRoute.class, "r9", ConditionType.Ready)).isEqualTo("True");
    } finally {
      silent.signal("CONT");
    }

    within(60).until(() -> here.status(LlmRoute.class, "r8", ConditionType.Ready).equals("True"));
    within(30).until(() -> acknowledged() == 2);
    assertThat(Set.copyOf(writes.since(before)))
        .isSubsetOf("PATCH llmroutes/r8/status", GATEWAY, SNAPSHOT, "POST events");
  }

  private void programmed(int route, int edit) throws Exception {
    here.apply(manifests.route(route, edit));
    LlmRoute applied = here.get(LlmRoute.class, "r" + route);
    programmed.await("r" + route, applied.getMetadata().getGeneration(), Duration.ofSeconds(30));
  }

  private int acknowledged() {
    var counts = here.get(LlmGateway.class, "main").getStatus().proxies();
    return counts == null ? 0 : counts.acknowledged();
  }

  private String message() {
    return here.get(LlmGateway.class, "main")
        .getStatus()
        .condition(ConditionType.Programmed)
        .map(Condition::message)
        .orElse("");
  }
}

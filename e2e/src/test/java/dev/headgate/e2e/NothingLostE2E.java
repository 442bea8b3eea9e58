package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Everything that moves in a cluster is moved while a pod calls without end: no call fails, no
 * stream is cut.
 */
@OnCluster
@Order(2)
class NothingLostE2E {
  private final TestCluster cluster = TestCluster.get();
  private final KubernetesClient client = cluster.client();
  private final List<CallerPod> minutes = new ArrayList<>();
  private List<String> evicted = List.of();
  private Load load;

  @BeforeAll
  void install() {
    load = Installation.get().load();
  }

  @Test
  @Order(1)
  void aWrongManifestChangesNothingForTheOthers() throws Exception {
    Map<String, String> before = conditions();

    load.losesNothingWhile(
        () -> {
          Shell.Run nonsense =
              cluster.tryKubectl(route("nonsense", "floor: 3"), "apply", "-f", "-");
          assertThat(nonsense.code()).isNotZero();
          assertThat(nonsense.output()).contains("spec.floor");
          cluster.apply(route("refused", "qualityFloor: 99"));
          cluster.apply(
              route("dangling", "qualityFloor: 1").replace("name: steady}", "name: nowhere}"));
          Eventually.holds(
              30,
              () -> {
                assertThat(Ours.ready(Ours.get("llmroutes", "refused"))).isEqualTo("False");
                assertThat(Ours.ready(Ours.get("llmroutes", "dangling"))).isEqualTo("False");
              });
        });

    Map<String, String> after = conditions();
    after.remove("LlmRoute/refused");
    after.remove("LlmRoute/dangling");
    assertThat(after).isEqualTo(before);
    cluster.kubectl("-n", "ai", "delete", "lr/refused", "lr/dangling");
    Eventually.holds(30, Ours::areReady);
  }

  @Test
  @Order(2)
  void theApiServerIsRestarted() throws Exception {
    assumeTrue(cluster.machine("status").isPresent(), "needs the node to restart a process");

    load.losesNothingWhile(
        () -> {
          cluster.machine("restart-apiserver", "--kill").orElseThrow().good();
          Ours.patch("lr/steady", "{\"limits\":{\"maxOutputTokens\":3900}}");
          Eventually.holds(60, () -> Ours.isReady("llmroutes", "steady"));
        });
  }

  @Test
  @Order(3)
  void theLeadingOperatorIsKilledAndAnotherLeads() throws Exception {
    assumeTrue(cluster.machine("status").isPresent(), "needs the node to kill a process");
    String holder = holder();
    String pod = holder.substring(0, holder.lastIndexOf('_'));
    String container =
        client
            .pods()
            .inNamespace(Installation.SYSTEM)
            .withName(pod)
            .get()
            .getStatus()
            .getContainerStatuses()
            .getFirst()
            .getContainerID()
            .replace("containerd://", "");

    load.losesNothingWhile(
        () -> {
          cluster
              .machine("nsenter", "ctr", "-n", "k8s.io", "task", "kill", "-s", "SIGKILL", container)
              .orElseThrow()
              .good();
          Eventually.within(60, "another leader", () -> !holder().equals(holder));
          Ours.patch("lr/steady", "{\"limits\":{\"maxOutputTokens\":4000}}");
          Eventually.holds(30, () -> Ours.isReady("llmroutes", "steady"));
        });
  }

  @Test
  @Order(4)
  void theBudgetThatWasSpentSaysSo() {
    assumeASpentBudget();
    Eventually.holds(
        70,
        () -> {
          JsonNode day = Ours.get("tokenbudgets", "demo-cents").at("/status/limits/0");
          assertThat(day.path("name").asText()).isEqualTo("day");
          assertThat(day.path("remainingPercentBand").asInt(100)).as("%s", day).isLessThan(10);
        });
  }

  @Test
  @Order(5)
  void aNodeIsDrainedOneProxyAtATimeWhileStreamsOfAMinuteRun() throws Exception {
    for (int i = 1; i <= 4; i++) {
      minutes.add(
          CallerPod.start("minute-" + i, "traffic-key", "once", "--stream", "--model=minute"));
    }
    Eventually.within(
        30, "four streams", () -> Providers.seen("minute").at("/streams/started").asInt() == 4);
    List<String> both = Fleet.PROXIES.ready();
    assertThat(both).hasSize(2);
    evicted = both;

    load.losesNothingWhile(
        () -> {
          assertThat(evict(both.getFirst())).as("the first may go").isTrue();
          assertThat(evict(both.getLast())).as("the other must wait").isFalse();
          // A drain asks again until the budget lets it.
          Eventually.within(60, "the other may go, too", () -> evict(both.getLast()));
          Fleet.PROXIES.settles(2, both);
        });
  }

  @Test
  @Order(6)
  void operatorAndProxiesAreUpgraded() throws Exception {
    assumeTrue(cluster.nextTag().isPresent(), "the images have no second tag on this cluster");
    String tag = cluster.nextTag().orElseThrow();
    String commands =
        Document.of("docs/install.md")
            .commands("Upgrading")
            .getFirst()
            .replace(
                "charts/headgate --namespace headgate-system",
                "charts/headgate --namespace headgate-system --set image.tag=" + tag);
    assertThat(commands).contains("image.tag=" + tag);

    load.losesNothingWhile(
        () -> {
          cluster.shell().script(commands).good();
          Eventually.holds(
              90,
              () -> {
                assertThat(Fleet.OPERATORS.images())
                    .containsExactly("localhost/headgate-operator:" + tag);
                assertThat(Fleet.PROXIES.images())
                    .containsExactly("localhost/headgate-proxy:" + tag);
              });
          Fleet.OPERATORS.settles(2, List.of());
          Fleet.PROXIES.settles(2, evicted);
          Eventually.holds(30, Ours::areReady);
        });
    Fleet.PROXIES.ready().forEach(proxy -> System.out.println("e2e: " + ColdStart.of(proxy)));
  }

  @Test
  @Order(7)
  void proxiesAreReplacedForNewResources() throws Exception {
    List<String> before = Fleet.PROXIES.ready();

    load.losesNothingWhile(
        () -> {
          Ours.patch("lgw/main", "{\"resources\":{\"limits\":{\"memory\":\"500Mi\"}}}");
          Eventually.holds(
              90, () -> assertThat(Fleet.PROXIES.ready()).doesNotContainAnyElementsOf(before));
          Fleet.PROXIES.settles(2, evicted);
          Eventually.holds(30, Ours::areReady);
        });
  }

  @Test
  @Order(8)
  void twoProxiesBecomeFiveAndTwoAgain() throws Exception {
    load.losesNothingWhile(
        () -> {
          Ours.patch("lgw/main", "{\"replicas\":5}");
          Fleet.PROXIES.settles(5, evicted);
          Eventually.holds(30, Ours::areReady);
          Eventually.within(
              10,
              "five proxies in the status",
              () -> Ours.get("llmgateways", "main").at("/status/proxies/ready").asInt() == 5);
        });
    load.losesNothingWhile(
        () -> {
          Ours.patch("lgw/main", "{\"replicas\":2}");
          Fleet.PROXIES.settles(2, evicted);
          Eventually.holds(30, Ours::areReady);
        });
  }

  @Test
  @Order(9)
  void aProxyIsDeleted() throws Exception {
    load.losesNothingWhile(
        () -> {
          // Returns when it is gone: without a stream it does not take the time that it may.
          cluster.kubectl(
              "-n", "ai", "delete", "pod", Fleet.PROXIES.ready().getFirst(), "--timeout=40s");
          Fleet.PROXIES.settles(2, evicted);
        });
  }

  @Test
  @Order(10)
  void redisIsRestartedWhileTheGatewayIsOpenToACap() throws Exception {
    Ours.patch("lgw/main", "{\"redis\":{\"onUnavailable\":\"FailOpen\",\"failOpenCap\":\"1.00\"}}");
    Eventually.holds(30, Ours::areReady);

    load.losesNothingWhile(this::restartRedis);
  }

  @Test
  @Order(11)
  void redisIsRestartedWhileTheGatewayIsClosedAndOnlyItsOwnRefusalIsSeen() {
    Ours.patch("lgw/main", "{\"redis\":{\"onUnavailable\":\"FailClosed\",\"failOpenCap\":null}}");
    Eventually.holds(30, Ours::areReady);
    int before = load.lost();

    restartRedis();
    load.goesOn();

    assertThat(load.codesSince(before)).isNotEmpty().containsOnly("budget_store_unavailable");
    int settled = load.lost();
    load.goesOn();
    assertThat(load.lost()).as("calls that are refused still").isEqualTo(settled);
  }

  @Test
  @Order(12)
  void theStreamsOfAMinuteHaveComeToTheirEndOnProxiesThatWereEnding() {
    assertThat(minutes).hasSize(4);
    for (CallerPod minute : minutes) {
      Eventually.within(
          90, "a stream's end", () -> List.of("Succeeded", "Failed").contains(minute.phase()));
      JsonNode outcome = minute.said().getLast();
      assertThat(outcome.path("kind").asText()).as("%s", outcome).isEqualTo("OK");
      assertThat(outcome.path("millis").asInt()).isGreaterThan(55_000);
    }
    Fleet.PROXIES.settles(2, List.of());
  }

  @Test
  @Order(13)
  void theBudgetSaysItStillAfterEveryProxyWasReplaced() {
    assumeASpentBudget();
    assertThat(
            Ours.get("tokenbudgets", "demo-cents")
                .at("/status/limits/0/remainingPercentBand")
                .asInt(100))
        .isLessThan(10);
  }

  private static void assumeASpentBudget() {
    assumeTrue(
        Ours.all().stream()
            .anyMatch(object -> object.at("/metadata/name").asText().equals("demo-cents")),
        "it is the journey that spends a budget: run alone, there is none");
  }

  /** Asks for it once, as a drain does again and again. */
  private boolean evict(String proxy) {
    Shell.Run asked =
        cluster.tryKubectl(
            """
            {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s"}}
            """
                .formatted(proxy),
            "create",
            "--raw",
            "/api/v1/namespaces/%s/pods/%s/eviction".formatted(Installation.NAMESPACE, proxy),
            "-f",
            "-");
    if (asked.code() != 0) {
      assertThat(asked.output()).contains("disruption budget");
    }
    return asked.code() == 0;
  }

  private String holder() {
    return client
        .leases()
        .inNamespace(Installation.SYSTEM)
        .withName(Installation.OPERATOR)
        .get()
        .getSpec()
        .getHolderIdentity();
  }

  private void restartRedis() {
    cluster.kubectl(
        "-n", "ai", "delete", "pod", "-l", "app.kubernetes.io/name=redis", "--timeout=60s");
    cluster.kubectl("-n", "ai", "rollout", "status", "deployment/redis", "--timeout=60s");
    Eventually.holds(
        60,
        () ->
            assertThat(Ours.get("llmgateways", "main").at("/status/redis/state").asText())
                .isEqualTo("Connected"));
  }

  /** Of every object but the gateway, which counts those that are refused. */
  private static Map<String, String> conditions() {
    Map<String, String> conditions = new TreeMap<>();
    for (JsonNode object : Ours.all()) {
      if (!object.path("kind").asText().equals("LlmGateway")) {
        conditions.put(
            object.path("kind").asText() + "/" + object.at("/metadata/name").asText(),
            object.at("/status/conditions").toString());
      }
    }
    return conditions;
  }

  private static String route(String name, String more) {
    return """
    apiVersion: headgate.dev/v1alpha1
    kind: LlmRoute
    metadata: {name: %s, namespace: ai}
    spec:
      gatewayRef: {name: main}
      match: {models: [%s]}
      trafficClass: Interactive
      %s
      targets:
        - {tier: 1, backendRef: {name: steady}, model: gpt-5-mini}
    """
        .formatted(name, name, more);
  }
}

package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Words that only keys and prompts hold are looked for where operators look. */
@OnCluster
@Order(7)
class CanaryE2E {
  private static final String WORD = "canary-of-";
  private static final List<String> NAMESPACES =
      List.of(Installation.NAMESPACE, Installation.SYSTEM);

  private final TestCluster cluster = TestCluster.get();

  @BeforeAll
  void sayThemWhereTheyCouldStick() {
    Installation.get().load();
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: wrong-key, namespace: ai}
        stringData: {key: hg_load0001_canary-of-a-wrong-key-000000000000}
        """);
    CallerPod good = CallerPod.start("canary", "traffic-key", "load");
    CallerPod bad = CallerPod.start("canary-wrong", "wrong-key", "load");
    String prompt = "--prompt=canary-of-a-prompt";
    assertThat(kind(good.call(prompt, "--model=steady"))).isEqualTo("OK");
    assertThat(kind(good.call(prompt, "--model=steady", "--stream"))).isEqualTo("OK");
    assertThat(good.call(prompt, "--model=canary-of-a-model").path("code").asText())
        .isEqualTo("no_route");
    assertThat(bad.call(prompt, "--model=steady").path("code").asText()).isEqualTo("invalid_key");
    // A provider that fails, one that refuses its key, and one that says it all back.
    Providers.fail("minute", "{\"status\":503}");
    assertThat(kind(good.call(prompt, "--model=minute"))).isEqualTo("FAILED");
    Providers.heal("minute");
    Providers.profile("minute", "{\"apiKey\":\"another\"}");
    assertThat(kind(good.call(prompt, "--model=minute"))).isEqualTo("FAILED");
    Eventually.within(
        30,
        "the refused key in the status",
        () -> Ours.ready(Ours.get("providerbackends", "minute")).equals("False"));
    good.resource().delete();
    bad.resource().delete();
  }

  @Test
  void noKeyAndNoPromptIsInLogsEventsStatusesOrDescriptions() {
    Map<String, String> places = new TreeMap<>();
    for (String namespace : NAMESPACES) {
      places.put(
          "statuses in " + namespace,
          cluster.kubectl("-n", namespace, "get", "headgate", "-o", "yaml"));
      places.put(
          "events in " + namespace,
          cluster.kubectl("-n", namespace, "get", "events", "-o", "yaml"));
      places.put(
          "descriptions in " + namespace,
          cluster.kubectl(
              "-n",
              namespace,
              "describe",
              "headgate,secrets,configmaps,deployments,replicasets,services,endpointslices,"
                  + "networkpolicies,poddisruptionbudgets,serviceaccounts,leases"));
      for (Pod pod : ours(namespace)) {
        String name = pod.getMetadata().getName();
        places.put(
            "the log of " + name, cluster.kubectl("-n", namespace, "logs", name, "--tail=-1"));
        places.put(
            "pod " + name, cluster.kubectl("-n", namespace, "get", "pod", name, "-o", "yaml"));
      }
    }
    places.put("metrics of a proxy", metrics());

    assertThat(places).hasSizeGreaterThan(10);
    assertThat(places)
        .allSatisfy(
            (place, text) ->
                assertThat(text.lines().filter(line -> line.contains(WORD))).as(place).isEmpty());
    // It would be found if it were there.
    assertThat(SecretText.read(Installation.NAMESPACE, "traffic-key", "key")).contains(WORD);
  }

  private List<Pod> ours(String namespace) {
    List<Pod> pods = new ArrayList<>();
    for (String name : List.of("headgate-proxy", "headgate-operator")) {
      pods.addAll(
          cluster
              .client()
              .pods()
              .inNamespace(namespace)
              .withLabel("app.kubernetes.io/name", name)
              .list()
              .getItems());
    }
    return pods;
  }

  private String metrics() {
    return cluster
        .client()
        .raw(
            "/api/v1/namespaces/%s/pods/%s:8086/proxy/metrics"
                .formatted(Installation.NAMESPACE, Fleet.PROXIES.ready().getFirst()));
  }

  private static String kind(JsonNode outcome) {
    return outcome.path("kind").asText();
  }
}

package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.ConditionType;
import dev.headgate.crds.backend.CircuitState;
import dev.headgate.crds.backend.CircuitStatus;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.route.LlmRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Changes while callers call: what they get, and what statuses say. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class TrafficIT {
  private Installation here;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("traffic", directory);
    here.operator("one");
    here.apply(Manifests.whole(here.namespace));
    here.proxies("main-a", "main-b");
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  @Test
  void aKeyRotatedInItsSecretReachesTheProxiesWithoutARestart() throws Exception {
    TestProvider provider = here.closing(new TestProvider());
    here.apply(
        Manifests.backend(here.namespace, "rotating", "sk-old", provider.baseUrl())
            + Manifests.route(here.namespace, "rotating", "rotating", "rotating"));
    for (ProxyPod proxy : here.proxies) {
      within(20).until(() -> call(proxy, "rotating") == 200);
      assertThat(provider.authorization()).isEqualTo("Bearer sk-old");
    }
    List<Long> before = here.proxies.stream().map(ProxyPod::pid).toList();

    here.apply(Manifests.secret(here.namespace, "rotating", "sk-new"));

    for (ProxyPod proxy : here.proxies) {
      within(20)
          .until(
              () ->
                  call(proxy, "rotating") == 200
                      && "Bearer sk-new".equals(provider.authorization()));
      assertThat(proxy.isAlive()).isTrue();
    }
    assertThat(here.proxies.stream().map(ProxyPod::pid).toList()).isEqualTo(before);
  }

  @Test
  void whatIsDeletedIsGoneFromTheProxiesAndSaidOfWhatNeededIt() throws Exception {
    TestProvider provider = here.closing(new TestProvider());
    here.apply(
        Manifests.backend(here.namespace, "leaving", "sk-leaving", provider.baseUrl())
            + Manifests.route(here.namespace, "leaving", "leaving", "leaving")
            + Manifests.consumer(
                here.namespace, "leaver", "hg_leaver01_only-for-trying-it-out-in-tests"));
    ProxyPod proxy = here.proxies.getFirst();
    String key = "hg_leaver01_only-for-trying-it-out-in-tests";
    within(20).until(() -> call(proxy, "leaving", key) == 200);

    here.client.secrets().inNamespace(here.namespace).withName("leaving").delete();
    within(20)
        .until(
            () ->
                here.status(ProviderBackend.class, "leaving", ConditionType.ResolvedRefs)
                        .equals("False")
                    && here.status(LlmRoute.class, "leaving", ConditionType.Ready).equals("False"));
    within(20).until(() -> call(proxy, "leaving", key) == 503);
    here.apply(Manifests.secret(here.namespace, "leaving", "sk-leaving"));
    within(20).until(() -> call(proxy, "leaving", key) == 200);

    here.client
        .resources(ProviderBackend.class)
        .inNamespace(here.namespace)
        .withName("leaving")
        .delete();
    within(20)
        .until(() -> here.status(LlmRoute.class, "leaving", ConditionType.Ready).equals("False"));
    within(20).until(() -> call(proxy, "leaving", key) == 503);

    here.client.resources(LlmRoute.class).inNamespace(here.namespace).withName("leaving").delete();
    within(20).until(() -> call(proxy, "leaving", key) == 404);

    here.client
        .resources(LlmConsumer.class)
        .inNamespace(here.namespace)
        .withName("leaver")
        .delete();
    within(20).until(() -> call(proxy, "leaving", key) == 401);
  }

  @Test
  void anOpenCircuitIsReadBackFromTheStatus() throws Exception {
    TestProvider provider = here.closing(new TestProvider());
    here.apply(
        Manifests.backend(here.namespace, "failing", "sk-failing", provider.baseUrl())
            + Manifests.route(here.namespace, "failing", "failing", "failing"));
    for (ProxyPod proxy : here.proxies) {
      within(20).until(() -> call(proxy, "failing") == 200);
    }

    provider.failing(true);
    within(30)
        .until(
            () -> {
              for (ProxyPod proxy : here.proxies) {
                assertThat(call(proxy, "failing")).isGreaterThanOrEqualTo(500);
              }
              return openOn("failing") == here.proxies.size();
            });

    within(10)
        .untilAsserted(
            () -> {
              assertThat(here.status(LlmRoute.class, "failing", ConditionType.Ready))
                  .isEqualTo("False");
              assertThat(here.get(LlmRoute.class, "failing").getStatus().targets())
                  .extracting(target -> target.reason())
                  .containsExactly("CircuitOpen");
            });
    within(10)
        .until(
            () ->
                here.client.v1().events().inNamespace(here.namespace).list().getItems().stream()
                    .anyMatch(
                        event ->
                            "CircuitOpened".equals(event.getReason())
                                && "failing".equals(event.getInvolvedObject().getName())));
  }

  private int openOn(String backend) {
    ProviderBackend object = here.get(ProviderBackend.class, backend);
    return object.getStatus() == null
        ? 0
        : object.getStatus().gateways().stream()
            .flatMap(gateway -> gateway.circuits().stream())
            .filter(circuit -> circuit.state() == CircuitState.Open)
            .mapToInt(CircuitStatus::proxiesOpen)
            .sum();
  }

  private int call(ProxyPod proxy, String model) throws IOException {
    return call(proxy, model, "hg_demo0001_only-for-trying-it-out-in-tests");
  }

  private static int call(ProxyPod proxy, String model, String key) throws IOException {
    return proxy
        .post(
            "/v1/chat/completions",
            """
            {"model":"%s","max_tokens":5,"messages":[{"role":"user","content":"hello"}]}
            """
                .formatted(model),
            Map.of("authorization", "Bearer " + key))
        .statusCode();
  }
}

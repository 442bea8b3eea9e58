package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.ConditionType;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One operator, real proxies, everything by applying manifests. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class OperatorIT {
  private Installation here;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("operator", directory);
    here.operator("one");
    here.apply(Manifests.whole(here.namespace));
    here.proxies("main-a", "main-b");
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  @Test
  void everyObjectIsReadyOnceBothProxiesHaveAcknowledged() {
    within(30)
        .untilAsserted(
            () -> {
              var status = here.get(LlmGateway.class, "main").getStatus();
              assertThat(here.status(LlmGateway.class, "main", ConditionType.Ready))
                  .isEqualTo("True");
              assertThat(status.proxies()).isNotNull();
              assertThat(status.proxies().ready()).isEqualTo(2);
              assertThat(status.proxies().acknowledged()).isEqualTo(2);
              assertThat(status.address()).isEqualTo("main." + here.namespace + ".svc");
            });
    within(10)
        .untilAsserted(
            () -> {
              assertThat(here.status(LlmRoute.class, "chat", ConditionType.Ready))
                  .isEqualTo("True");
              assertThat(here.status(ProviderBackend.class, "a", ConditionType.Ready))
                  .isEqualTo("True");
              assertThat(here.status(LlmConsumer.class, "demo", ConditionType.Ready))
                  .isEqualTo("True");
            });
    LlmConsumer consumer = here.get(LlmConsumer.class, "demo");
    assertThat(consumer.getStatus().keyIds()).containsExactly("demo0001");
    assertThat(here.registry.scrape())
        .contains(
            "headgate_operator_proxies",
            "state=\"acknowledged\"",
            "headgate_operator_push_seconds_count",
            "headgate_operator_problems",
            "operator_sdk_");
  }

  @Test
  void theGatewaysObjectsAreThereAndComeBackWhenSomeoneChangesThem() {
    Deployment deployment =
        here.client.apps().deployments().inNamespace(here.namespace).withName("main").get();
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
        .isFalse();
    Service admin =
        here.client.services().inNamespace(here.namespace).withName("main-proxies").get();
    assertThat(admin.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(
            here.client.serviceAccounts().inNamespace(here.namespace).withName("main-proxy").get())
        .isNotNull();
    assertThat(
            here.client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(here.namespace)
                .withName("main")
                .get())
        .isNotNull();
    assertThat(
            here.client
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(here.namespace)
                .withName("main")
                .get())
        .isNotNull();

    here.client
        .apps()
        .deployments()
        .inNamespace(here.namespace)
        .withName("main")
        .edit(
            d -> {
              d.getSpec().setReplicas(7);
              return d;
            });
    here.client.services().inNamespace(here.namespace).withName("main-proxies").delete();

    within(20)
        .until(
            () ->
                here.client
                        .apps()
                        .deployments()
                        .inNamespace(here.namespace)
                        .withName("main")
                        .get()
                        .getSpec()
                        .getReplicas()
                    == 2);
    within(20)
        .until(
            () ->
                here.client.services().inNamespace(here.namespace).withName("main-proxies").get()
                    != null);
  }

  @Test
  void oneBrokenObjectDoesNotStopAnother() {
    here.apply(
        Manifests.route(here.namespace, "broken", "broken", "nowhere")
            + Manifests.route(here.namespace, "whole", "whole", "a"));

    within(20)
        .untilAsserted(
            () -> {
              assertThat(here.status(LlmRoute.class, "whole", ConditionType.Ready))
                  .isEqualTo("True");
              assertThat(here.status(LlmRoute.class, "broken", ConditionType.ResolvedRefs))
                  .isEqualTo("False");
              assertThat(here.status(LlmRoute.class, "broken", ConditionType.Ready))
                  .isEqualTo("False");
            });
    assertThat(here.get(LlmRoute.class, "broken").getStatus().problems())
        .anySatisfy(problem -> assertThat(problem.message()).contains("nowhere"));

    here.apply(Manifests.backend(here.namespace, "nowhere", "sk-here-after-all"));

    within(20)
        .until(() -> here.status(LlmRoute.class, "broken", ConditionType.Ready).equals("True"));
  }

  @Test
  void anObjectThatIsNotOursIsLeftAloneAndTheGatewaySaysSo() {
    here.client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(here.namespace)
                .withName("taken")
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(4711)
                .endPort()
                .endSpec()
                .build())
        .create();
    here.apply(Manifests.gateway(here.namespace, "taken"));

    within(20)
        .untilAsserted(
            () -> {
              LlmGateway gateway = here.get(LlmGateway.class, "taken");
              assertThat(gateway.getStatus()).isNotNull();
              assertThat(gateway.getStatus().condition(ConditionType.Accepted))
                  .hasValueSatisfying(
                      condition -> {
                        assertThat(condition.status()).isEqualTo("False");
                        assertThat(condition.reason()).isEqualTo("NameConflict");
                        assertThat(condition.message()).contains("Service", "taken");
                      });
            });
    Service service = here.client.services().inNamespace(here.namespace).withName("taken").get();
    assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(4711);
    assertThat(service.getMetadata().getOwnerReferences()).isEmpty();

    here.client.services().inNamespace(here.namespace).withName("taken").delete();

    within(20)
        .until(() -> here.status(LlmGateway.class, "taken", ConditionType.Accepted).equals("True"));
    here.client.resources(LlmGateway.class).inNamespace(here.namespace).withName("taken").delete();
  }
}

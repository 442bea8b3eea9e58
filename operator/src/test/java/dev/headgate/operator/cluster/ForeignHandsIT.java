package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.crds.ConditionType;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.status.SameStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others write: into statuses, into specs, and very often. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class ForeignHandsIT {
  private final CountedCalls calls = new CountedCalls();
  private Installation here;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("hands", directory);
    here.operator("one", here.closing(calls.client(here.cluster)), Set.of(here.namespace));
    here.apply(Manifests.whole(here.namespace));
    here.proxies("main-a");
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = PatchType.class,
      names = {"JSON_MERGE", "SERVER_SIDE_APPLY"})
  void aStatusThatSomeoneElseWroteIsPutRight(PatchType way) {
    within(30).until(() -> here.status(LlmRoute.class, "chat", ConditionType.Ready).equals("True"));
    LlmRoute before = here.get(LlmRoute.class, "chat");
    here.client
        .resource(before)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(way)
                .withFieldManager("someone")
                .withForce(way == PatchType.SERVER_SIDE_APPLY ? true : null)
                .build(),
            """
            {"apiVersion": "headgate.dev/v1alpha1", "kind": "LlmRoute",
             "metadata": {"name": "chat", "namespace": "%s"},
             "status": {
               "observedGeneration": 99,
               "problems": [{"path": "spec", "reason": "Invalid", "message": "so they say"}],
               "conditions": [
                 {"type": "Ready", "status": "False", "reason": "Invalid", "message": "no",
                  "lastTransitionTime": "2020-01-01T00:00:00Z"},
                 {"type": "Blessed", "status": "True", "reason": "Blessed", "message": "by us",
                  "lastTransitionTime": "2020-01-01T00:00:00Z"}]}}
            """
                .formatted(here.namespace));

    within(20)
        .untilAsserted(
            () -> {
              LlmRoute after = here.get(LlmRoute.class, "chat");
              assertThat(after.getStatus().conditions())
                  .extracting(c -> c.type() + "=" + c.status())
                  .containsExactlyInAnyOrderElementsOf(
                      before.getStatus().conditions().stream()
                          .map(c -> c.type() + "=" + c.status())
                          .toList());
              assertThat(after.getStatus().problems()).isEmpty();
              assertThat(after.getStatus().observedGeneration()).isEqualTo(1);
              assertThat(after.getMetadata().getManagedFields())
                  .filteredOn(entry -> entry.getManager().equals("someone"))
                  .allSatisfy(
                      entry ->
                          assertThat(entry.getFieldsV1().toString())
                              .doesNotContain("f:reason", "f:problems", "Blessed"));
            });

    LlmRoute settled = here.get(LlmRoute.class, "chat");
    long writes = calls.writes();
    here.apply(Manifests.secret(here.namespace, "nobodys", "brings-a-round"));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(3))
        .until(() -> calls.writes() == writes);
    assertThat(SameStatus.same(here.get(LlmRoute.class, "chat").getStatus(), settled.getStatus()))
        .isTrue();
  }

  @Test
  void aFieldThatThisVersionDoesNotKnowIsRefusedAndPrunedWhereRefusalIsTurnedOff() {
    String manifest =
        Manifests.route(here.namespace, "newer", "newer", "a")
            .replace("strategy: Priority", "strategy: Priority\n  telepathy: {enabled: true}");
    GenericKubernetesResource route = generic(manifest);

    assertThatThrownBy(
            () -> here.client.resource(route).fieldValidation(Validation.STRICT).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("unknown field \"spec.telepathy\"");
    assertThatThrownBy(() -> here.client.resource(route).fieldManager("gitops").serverSideApply())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.telepathy: field not declared in schema");

    HasMetadata stored = here.client.resource(route).fieldValidation(Validation.IGNORE).create();

    assertThat(((GenericKubernetesResource) stored).<Object>get("spec", "telepathy")).isNull();
    within(20)
        .until(() -> here.status(LlmRoute.class, "newer", ConditionType.Ready).equals("True"));
    here.delete(LlmRoute.class, "newer");
  }

  @Test
  void aHundredAppliesSettleWithinThreeCallsForEach() {
    here.apply(Manifests.route(here.namespace, "busy", "busy", "a"));
    within(20).until(() -> here.status(LlmRoute.class, "busy", ConditionType.Ready).equals("True"));
    long before = calls.all();

    for (int i = 1; i <= 100; i++) {
      here.apply(Manifests.route(here.namespace, "busy", "busy-" + i, "a"));
    }

    within(30)
        .untilAsserted(
            () -> {
              LlmRoute route = here.get(LlmRoute.class, "busy");
              assertThat(route.getMetadata().getGeneration()).isEqualTo(101);
              assertThat(route.getStatus().observedGeneration()).isEqualTo(101);
              assertThat(here.status(LlmRoute.class, "busy", ConditionType.Ready))
                  .isEqualTo("True");
            });
    long settled = calls.all();
    assertThat(settled - before).as("%s", calls.so()).isLessThan(300);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(8))
        .untilAsserted(() -> assertThat(calls.all() - settled).isLessThan(10));
  }

  private GenericKubernetesResource generic(String manifest) {
    return here.client
        .getKubernetesSerialization()
        .unmarshal(manifest, GenericKubernetesResource.class);
  }
}

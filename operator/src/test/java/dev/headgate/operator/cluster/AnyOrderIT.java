package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.budget.TokenBudget;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Manifests come and go in whatever order a tool, or a person in a hurry, chooses. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class AnyOrderIT {
  private static final String DOOMED = "doomed";

  private Installation here;
  private List<GenericKubernetesResource> samples;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("order", directory);
    here.cluster.namespaceNamed(DOOMED);
    here.operator("one", here.closing(here.cluster.newClient()), Set.of(here.namespace, DOOMED));
    samples = SampleObjects.of("quickstart", here.namespace);
    List<GenericKubernetesResource> lastComesFirst = new ArrayList<>(samples);
    Collections.reverse(lastComesFirst);
    lastComesFirst.forEach(this::apply);
    here.proxies("main-a");
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  @Test
  @Order(1)
  void theSamplesAreReadyInWhateverOrderTheyAreApplied() {
    within(30).untilAsserted(() -> assertThat(here.notReady(here.namespace)).isEmpty());

    for (int seed = 1; seed <= 2; seed++) {
      List<GenericKubernetesResource> others =
          new ArrayList<>(samples.stream().filter(s -> !s.getKind().equals("LlmGateway")).toList());
      Random random = new Random(seed);
      Collections.shuffle(others, random);
      others.forEach(object -> here.client.resource(object).delete());
      within(10).until(() -> here.get(LlmRoute.class, "chat") == null);
      Collections.shuffle(others, random);
      others.forEach(this::apply);

      within(30)
          .untilAsserted(
              () -> assertThat(here.notReady(here.namespace)).as("%s", others).isEmpty());
    }
  }

  @Test
  @Order(2)
  void aRouteBeforeItsBackendWaitsAndIsServedOnceItIsThere() {
    here.apply(Manifests.route(here.namespace, "early", "early", "late"));
    within(10)
        .untilAsserted(
            () ->
                assertThat(condition(LlmRoute.class, "early", ConditionType.ResolvedRefs))
                    .contains("False RefNotFound", "late"));
    assertThat(condition(LlmRoute.class, "early", ConditionType.Stalled))
        .as("who reads Stalled would give up")
        .isEqualTo("none");

    here.apply(Manifests.backend(here.namespace, "late", "sk-late"));

    within(10)
        .until(() -> here.status(LlmRoute.class, "early", ConditionType.Ready).equals("True"));
    here.delete(LlmRoute.class, "early");
    here.delete(ProviderBackend.class, "late");
  }

  @Test
  @Order(3)
  void deletesInTheWrongOrderDoNoHarmAndSayWhatIsMissing() {
    here.client.secrets().inNamespace(here.namespace).withName("openai-a").delete();
    within(10)
        .untilAsserted(
            () -> {
              assertThat(condition(ProviderBackend.class, "openai-a", ConditionType.ResolvedRefs))
                  .contains("False RefNotFound", "openai-a");
              assertThat(condition(LlmRoute.class, "chat", ConditionType.ResolvedRefs))
                  .contains("False NotResolved", "openai-a");
            });

    String uid = here.get(LlmGateway.class, "main").getMetadata().getUid();
    here.delete(LlmGateway.class, "main");
    within(10)
        .untilAsserted(
            () -> {
              assertThat(condition(LlmRoute.class, "chat", ConditionType.ResolvedRefs))
                  .contains("False RefNotFound", "main");
              assertThat(condition(TokenBudget.class, "tenant-daily", ConditionType.ResolvedRefs))
                  .contains("False RefNotFound", "main");
              assertThat(condition(LlmConsumer.class, "demo", ConditionType.ResolvedRefs))
                  .contains("False RefNotFound", "main");
            });
    assertThat(here.proxies.getFirst().ready()).as("proxies go on").isTrue();

    samples.forEach(this::apply);
    within(10)
        .untilAsserted(
            () ->
                assertThat(condition(LlmGateway.class, "main", ConditionType.Accepted))
                    .as("what its predecessor owned is not collected yet")
                    .contains("False NameConflict"));
    owned(here.namespace, uid).forEach(object -> here.client.resource(object).delete());

    within(30)
        .untilAsserted(
            () ->
                assertThat(condition(LlmGateway.class, "main", ConditionType.Accepted))
                    .startsWith("True"));
    within(10)
        .until(
            () -> here.status(LlmRoute.class, "chat", ConditionType.ResolvedRefs).equals("True"));
  }

  /** As the namespace controller does, which is not here: everything, in no order. */
  @Test
  @Order(4)
  void aNamespaceThatGoesWithEverythingInItLeavesNothingAndStopsNobodyElse() {
    here.apply(Manifests.whole(DOOMED));
    within(20).until(() -> !owned(DOOMED, uidOfDoomed()).isEmpty());
    String uid = uidOfDoomed();

    here.client.namespaces().withName(DOOMED).delete();
    within(10)
        .until(
            () ->
                here.client
                    .namespaces()
                    .withName(DOOMED)
                    .get()
                    .getStatus()
                    .getPhase()
                    .equals("Terminating"));
    owned(DOOMED, uid).forEach(object -> here.client.resource(object).delete());
    here.client.secrets().inNamespace(DOOMED).delete();
    here.kinds().forEach(kind -> here.client.resources(kind).inNamespace(DOOMED).delete());
    owned(DOOMED, uid).forEach(object -> here.client.resource(object).delete());

    here.apply(Manifests.backend(here.namespace, "elsewhere", "sk-elsewhere"));
    within(10)
        .until(
            () ->
                here.status(ProviderBackend.class, "elsewhere", ConditionType.Ready)
                    .equals("True"));
    assertThat(owned(DOOMED, uid)).isEmpty();
    assertThat(here.kinds())
        .allSatisfy(
            kind ->
                assertThat(here.client.resources(kind).inNamespace(DOOMED).list().getItems())
                    .isEmpty());
  }

  private String uidOfDoomed() {
    return here.client
        .resources(LlmGateway.class)
        .inNamespace(DOOMED)
        .withName("main")
        .get()
        .getMetadata()
        .getUid();
  }

  /** What the garbage collector, which is not here, deletes after its owner. */
  private List<? extends HasMetadata> owned(String namespace, String uid) {
    var client = here.client;
    return Stream.of(
            client.apps().deployments().inNamespace(namespace).list().getItems(),
            client.services().inNamespace(namespace).list().getItems(),
            client.serviceAccounts().inNamespace(namespace).list().getItems(),
            client.secrets().inNamespace(namespace).list().getItems(),
            client.network().v1().networkPolicies().inNamespace(namespace).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems())
        .flatMap(List::stream)
        .filter(object -> object.getOwnerReferenceFor(uid).isPresent())
        .toList();
  }

  private void apply(GenericKubernetesResource object) {
    here.client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
  }

  private <T extends CustomResource<?, ? extends KindStatus>> String condition(
      Class<T> type, String name, ConditionType condition) {
    T object = here.get(type, name);
    KindStatus status = object == null ? null : object.getStatus();
    return status == null
        ? "none"
        : status.condition(condition).map(AnyOrderIT::text).orElse("none");
  }

  private static String text(Condition condition) {
    return condition.status() + " " + condition.reason() + " " + condition.message();
  }
}

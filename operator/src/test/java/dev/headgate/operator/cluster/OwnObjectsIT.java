package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.ConditionType;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the objects that the operator made concerns whoever looks after them alone. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class OwnObjectsIT {
  private static final int CHANGES = 30;

  private Installation here;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("own", directory);
    here.operator("one");
    here.apply(Manifests.whole(here.namespace));
    here.proxies("main-a");
    within(30).until(() -> here.status(LlmRoute.class, "chat", ConditionType.Ready).equals("True"));
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  @Test
  void whatAControllerWritesIntoThemMakesNobodyCompile() {
    long before = compiles();

    for (int i = 1; i <= CHANGES; i++) {
      int observed = i;
      deployment()
          .editStatus(
              d ->
                  new DeploymentBuilder(d)
                      .withNewStatus()
                      .withObservedGeneration((long) observed)
                      .endStatus()
                      .build());
    }
    here.apply(Manifests.route(here.namespace, "next", "next", "a"));
    within(20).until(() -> here.status(LlmRoute.class, "next", ConditionType.Ready).equals("True"));

    assertThat(compiles() - before)
        .as("compiles of one edit and %d changes of a Deployment", CHANGES)
        .isPositive()
        .isLessThan(CHANGES / 3);
  }

  @Test
  void whatSomeoneElseWritesIntoThemIsPutBack() {
    deployment()
        .edit(
            d -> {
              d.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("mine:1");
              return d;
            });

    within(20)
        .until(
            () ->
                deployment()
                    .get()
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getImage()
                    .equals("headgate-proxy:test"));
    deployment().delete();
    within(20).until(() -> deployment().get() != null);
  }

  private io.fabric8.kubernetes.client.dsl.RollableScalableResource<Deployment> deployment() {
    return here.client.apps().deployments().inNamespace(here.namespace).withName("main");
  }

  private long compiles() {
    return here.registry.get("headgate_operator_compile_seconds").timer().count();
  }
}

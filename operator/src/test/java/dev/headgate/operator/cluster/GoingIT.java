package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Snapshot;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.compile.SnapshotCodec;
import dev.headgate.operator.watch.OperatorRuntime;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are deleted while somebody's finalizer holds them, and while no operator runs. */
@NeedsApiServer
class GoingIT {
  @TempDir private Path directory;
  private Installation here;

  @BeforeEach
  void start() throws Exception {
    here = new Installation("going", directory);
    here.apply(Manifests.whole(here.namespace));
  }

  @AfterEach
  void end() throws Exception {
    here.close();
  }

  @Test
  void anObjectDeletedWhileNoOperatorRanIsGoneForTheNextOneThoughAFinalizerHoldsIt()
      throws Exception {
    OperatorRuntime first = here.operator("first");
    here.proxies("main-a");
    within(30).until(() -> consumers().contains("demo"));
    hold(LlmConsumer.class, "demo");
    first.close();

    here.delete(LlmConsumer.class, "demo");
    // Nothing of ours holds an object: what nobody else holds is gone without an operator.
    here.delete(LlmRoute.class, "chat");
    assertThat(here.get(LlmRoute.class, "chat")).isNull();
    here.operator("second");

    within(30).until(() -> consumers().isEmpty());
    assertThat(here.get(LlmConsumer.class, "demo").isMarkedForDeletion()).isTrue();
    release(LlmConsumer.class, "demo");
    within(10).until(() -> here.get(LlmConsumer.class, "demo") == null);
  }

  @Test
  void whatAGatewayOwnedIsNotMadeAgainWhileTheGatewayIsDeletedInTheForeground() throws Exception {
    here.operator("one");
    within(30)
        .until(
            () ->
                !here.status(LlmGateway.class, "main", ConditionType.Accepted).equals("none")
                    && deployment() != null);
    hold(LlmGateway.class, "main");

    here.delete(LlmGateway.class, "main");
    within(30).until(() -> here.get(LlmGateway.class, "main").isMarkedForDeletion());
    // As the garbage collector does, until nothing comes back.
    within(30)
        .during(Duration.ofSeconds(2))
        .until(
            () -> {
              boolean gone = deployment() == null;
              here.client
                  .apps()
                  .deployments()
                  .inNamespace(here.namespace)
                  .withName("main")
                  .delete();
              return gone;
            });

    release(LlmGateway.class, "main");
    within(10).until(() -> here.get(LlmGateway.class, "main") == null);
  }

  private @Nullable HasMetadata deployment() {
    return here.client.apps().deployments().inNamespace(here.namespace).withName("main").get();
  }

  private <T extends CustomResource<?, ?>> void hold(Class<T> type, String name) {
    finalizers(type, name, "[\"example.com/held\"]");
  }

  private <T extends CustomResource<?, ?>> void release(Class<T> type, String name) {
    finalizers(type, name, "[]");
  }

  private <T extends CustomResource<?, ?>> void finalizers(
      Class<T> type, String name, String finalizers) {
    here.client
        .resources(type)
        .inNamespace(here.namespace)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"finalizers\":%s}}".formatted(finalizers));
  }

  private List<String> consumers() throws IOException {
    var secret = here.client.secrets().inNamespace(here.namespace).withName("main-snapshot").get();
    if (secret == null) {
      return List.of();
    }
    Snapshot snapshot =
        SnapshotCodec.decode(Base64.getDecoder().decode(secret.getData().get("snapshot.json.gz")));
    return snapshot.consumers().stream().map(c -> c.id().replaceFirst(".*/", "")).toList();
  }
}

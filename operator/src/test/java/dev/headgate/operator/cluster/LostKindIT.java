package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.gateway.LlmGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind that was listed once and then can be no more. */
@NeedsApiServer
class LostKindIT {
  private static final String KIND = "failoverdrills.headgate.dev";

  @TempDir private Path directory;

  @Test
  void readyIsUnknownWhileAKindCannotBeWatchedAndKnownAgainAfter() throws Exception {
    try (Installation here = new Installation("lost", directory)) {
      here.apply(Manifests.whole(here.namespace));
      here.operator("one");
      here.proxies("main-a");
      within(30).until(() -> ready(here).equals("True/Ready"));

      here.client.apiextensions().v1().customResourceDefinitions().withName(KIND).delete();
      try {
        within(60).until(() -> ready(here).equals("Unknown/ListFailed"));
        assertThat(here.proxies.getFirst().ready()).isTrue();
      } finally {
        within(30).ignoreExceptions().untilAsserted(() -> here.cluster.installKinds());
      }

      within(90).until(() -> ready(here).equals("True/Ready"));
    }
  }

  private static String ready(Installation here) {
    var status = here.get(LlmGateway.class, "main").getStatus();
    Condition ready = status == null ? null : status.condition(ConditionType.Ready).orElse(null);
    return ready == null ? "none" : ready.status() + "/" + ready.reason();
  }
}

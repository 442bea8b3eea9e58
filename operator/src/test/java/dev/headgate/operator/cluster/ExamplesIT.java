package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.Condition;
import dev.headgate.crds.KindStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of the contract, applied unchanged: what their statuses say today. */
@NeedsApiServer
class ExamplesIT {
  private static final Path RESOURCES = TestCluster.ROOT.resolve("operator/src/test/resources");

  @TempDir private Path directory;

  @Test
  void everyExampleGetsAStatusThatSaysWhatWorksAndWhatDoesNotYet() throws Exception {
    try (Installation here = new Installation("examples", directory, "ai")) {
      here.client
          .resource(new NamespaceBuilder().withNewMetadata().withName("ai").endMetadata().build())
          .serverSideApply();
      here.operator("one");

      here.apply(TestCluster.read(RESOURCES.resolve("compile/examples/in-secrets.yaml")));
      here.apply(TestCluster.read(sample("examples.yaml")));
      here.apply(TestCluster.read(sample("examples-full.yaml")));
      String expected = TestCluster.read(RESOURCES.resolve("cluster/examples-statuses.txt"));

      within(30).untilAsserted(() -> assertThat(table(here)).isEqualTo(expected));
    }
  }

  private static Path sample(String name) {
    return TestCluster.ROOT.resolve("samples/contract").resolve(name);
  }

  private static String table(Installation here) {
    return here.kinds().stream()
            .flatMap(
                kind -> here.client.resources(kind).inNamespace("ai").list().getItems().stream())
            .map(ExamplesIT::line)
            .sorted()
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String line(CustomResource<?, ? extends KindStatus> object) {
    KindStatus status = object.getStatus();
    return "%-16s %-22s %s"
        .formatted(
            object.getKind(),
            object.getMetadata().getName(),
            status == null
                ? "no status"
                : status.conditions().stream()
                    .sorted(Comparator.comparing(Condition::type))
                    .map(c -> c.type() + "=" + c.status() + "/" + c.reason())
                    .collect(Collectors.joining(" ")));
  }
}

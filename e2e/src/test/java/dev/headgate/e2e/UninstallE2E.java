package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last chapter: as docs/install.md says, and what is left of us then. */
@OnCluster
@Order(100)
class UninstallE2E {
  private Installation installation;

  @BeforeAll
  void find() {
    installation = Installation.get();
    CallerPod.endAll();
  }

  @Test
  void uninstallingLeavesTheKindsAndNothingElseOfOurs() {
    String commands = Document.of("docs/install.md").commands("Uninstalling").getFirst();

    TestCluster.get().shell().script(commands).good();

    Eventually.holds(
        60,
        () -> {
          List<String> left =
              Inventory.take().stream()
                  .filter(line -> !installation.before().contains(line))
                  .filter(line -> line.contains("headgate") || line.contains(" ai "))
                  .filter(line -> !isOfTheNamespaceItself(line))
                  .toList();
          assertThat(left)
              .isNotEmpty()
              .allMatch(
                  line ->
                      line.matches("CustomResourceDefinition <none> \\w+\\.headgate\\.dev")
                          // Helm's own note of the chart that is still installed.
                          || line.startsWith("Secret default sh.helm.release.v1.headgate-crds.")
                          || line.startsWith("APIService <none> v1alpha1.headgate.dev"));
        });
    // For the next run on the same cluster; the document says both as a second step.
    TestCluster.get()
        .shell()
        .script(Document.of("docs/install.md").commands("Uninstalling").get(1))
        .good();
  }

  /** Helm leaves a namespace that it made, and Kubernetes puts two things into each. */
  private static boolean isOfTheNamespaceItself(String line) {
    return List.of(
            "Namespace <none> " + Installation.SYSTEM,
            "ServiceAccount " + Installation.SYSTEM + " default",
            "ConfigMap " + Installation.SYSTEM + " kube-root-ca.crt")
        .contains(line);
  }
}

package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.charts.AuditedCluster.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operator lives through everything it does with exactly the rights of the chart; then the API
 * server's audit log says which of them it used, and which it lacked.
 */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class OperatorRightsIT {
  private static final String OPERATOR = "headgate-operator";

  /** One of each kind that the quickstart does not have. */
  private static final String OTHERS =
      """
      ---
      apiVersion: headgate.dev/v1alpha1
      kind: PromptFirewall
      metadata: {name: standard, namespace: ai}
      spec:
        mode: Shadow
        pii: {action: Redact, kinds: [Email]}
      ---
      apiVersion: headgate.dev/v1alpha1
      kind: FailoverDrill
      metadata: {name: weekly, namespace: ai}
      spec:
        routeRef: {name: chat}
        target: {backendRef: {name: openai-a}}
        fault: Outage
        traffic: {synthetic: {requests: 20}}
        schedule: "0 9 * * 2"
        duration: 5m
        successCriteria: {successRatePercent: 99, addedLatencyP95: 3s, extraCostPercent: 60}
      """;

  @TempDir private Path scratch;
  private AuditedCluster cluster;
  private Kubectl kubectl;

  @BeforeAll
  void start() throws IOException {
    cluster = AuditedCluster.get();
    kubectl = Kubectl.of(cluster);
    kubectl.apply(Chart.CRDS.text("{}"));
    kubectl.run("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"all | {}", "some | watchNamespaces: [rights-of-some]"})
  void theOperatorNeedsEveryRightOfTheChartAndNoOther(String name, String values)
      throws IOException {
    String system = "rights-system-" + name;
    String namespace = "rights-of-" + name;
    kubectl.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + system + "}\n");
    kubectl.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + namespace + "}\n");
    String chart = Chart.HEADGATE.text("headgate", system, values);
    kubectl.apply(chart);
    JsonNode deployment = one(Chart.parse(chart), "Deployment");
    Path kubeconfig = cluster.kubeconfigOf(system, OPERATOR);

    OperatorProcess first =
        OperatorProcess.start(
            deployment, kubeconfig, Files.createFile(scratch.resolve(name + "-1")));
    try (first) {
      theLifeOfAGateway(namespace, first);
    }
    // A lease that is given up is one that runs out at once.
    assertThat(leaseSeconds(system)).as(first.log()).isEqualTo("1");
    // What the chart made is gone: the next one makes it itself.
    kubectl.run("-n", system, "delete", "secret/headgate-ca", "lease/" + OPERATOR);
    try (OperatorProcess second =
        OperatorProcess.start(
            deployment, kubeconfig, Files.createFile(scratch.resolve(name + "-2")))) {
      within(60, second, () -> exists(system, "secret/headgate-ca"));
    }

    List<Asked> asked = cluster.askedBy("system:serviceaccount:" + system + ":" + OPERATOR);
    Set<Right> granted =
        Chart.parse(chart).stream()
            .filter(object -> object.path("kind").asText().matches("(Cluster)?Role"))
            .flatMap(role -> Right.of(role).stream())
            .collect(Collectors.toSet());
    assertThat(asked).filteredOn(one -> one.code() == 403).as("lacking").isEmpty();
    assertThat(granted).as("never used").allMatch(right -> asked.stream().anyMatch(right::allows));
  }

  /** It gets everything, loses its autoscaler, and one of its routes turns into nonsense. */
  private void theLifeOfAGateway(String namespace, OperatorProcess operator) {
    kubectl.apply(
        in(
            namespace,
            kubectl.run("kustomize", Repository.ROOT.resolve("samples/quickstart").toString())
                + OTHERS));
    kubectl.run(
        "-n",
        namespace,
        "patch",
        "lgw/main",
        "--type=merge",
        "-p",
        "{\"spec\":{\"replicas\":null,\"autoscaling\":{\"maxReplicas\":3}}}");
    within(60, operator, () -> exists(namespace, "hpa/main"));
    within(30, operator, () -> exists(namespace, "secret/main-snapshot"));
    for (String object :
        List.of(
            "lgw/main",
            "pb/openai-a",
            "lr/chat",
            "tb/tenant-daily",
            "lc/demo",
            "pf/standard",
            "fd/weekly")) {
      within(30, operator, () -> status(namespace, object).contains("Accepted"));
    }

    kubectl.run(
        "-n",
        namespace,
        "patch",
        "lgw/main",
        "--type=merge",
        "-p",
        "{\"spec\":{\"autoscaling\":null}}");
    within(30, operator, () -> !exists(namespace, "hpa/main"));

    kubectl.run(
        "-n",
        namespace,
        "patch",
        "lr/chat",
        "--type=merge",
        "-p",
        "{\"spec\":{\"qualityFloor\":99}}");
    within(
        30,
        operator,
        () -> kubectl.run("-n", namespace, "get", "events").contains("ConfigRejected"));
  }

  private static String in(String namespace, String manifests) {
    return manifests
        .replaceAll("(?m)namespace: ai\\b", "namespace: " + namespace)
        .replaceAll("(?m)^  name: ai$", "  name: " + namespace);
  }

  private String leaseSeconds(String namespace) {
    return kubectl.run(
        "-n", namespace, "get", "lease", OPERATOR, "-o", "jsonpath={.spec.leaseDurationSeconds}");
  }

  private boolean exists(String namespace, String object) {
    return kubectl.with("", "-n", namespace, "get", object).code() == 0;
  }

  private String status(String namespace, String object) {
    return kubectl.run(
        "-n", namespace, "get", object, "-o", "jsonpath={.status.conditions[*].type}");
  }

  private static void within(int seconds, OperatorProcess operator, Callable<Boolean> condition) {
    try {
      await()
          .atMost(Duration.ofSeconds(seconds))
          .pollInterval(Duration.ofMillis(200))
          .until(condition);
    } catch (RuntimeException e) {
      throw new AssertionError("the operator said:\n" + operator.log(), e);
    }
  }

  private static JsonNode one(List<JsonNode> objects, String kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}

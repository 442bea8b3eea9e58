package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the charts and samples make, judged by a real API server. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class InstallIT {
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
      value = {
        "everywhere | {}",
        "watching   | watchNamespaces: [watched-a, watched-b]",
        "bare       | {podDisruptionBudget: {enabled: false}, networkPolicy: {enabled: false},"
            + " replicas: 1}",
        "adorned    | {monitoring: {dashboards: {enabled: true}}, rbac: {ownerReferences: true},"
            + " priorityClassName: system-cluster-critical, networkPolicy: {apiServer: {cidrs:"
            + " [10.0.0.1/32]}}}"
      })
  void whatIsRenderedIsAcceptedAndAppliedTwiceChangesNothing(String name, String values) {
    String namespace = "install-" + name;
    for (String needed : List.of(namespace, "watched-a", "watched-b")) {
      kubectl.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + needed + "}\n");
    }
    String manifests = Chart.HEADGATE.text("headgate", namespace, values);

    kubectl.apply(manifests, "--dry-run=server");
    kubectl.apply(manifests);
    String before = state(namespace);
    kubectl.apply(manifests);

    assertThat(kubectl.diff(manifests)).isEmpty();
    assertThat(state(namespace)).isEqualTo(before);
  }

  @Test
  void theKindsAppliedTwiceChangeNothing() {
    assertThat(kubectl.diff(Chart.CRDS.text("{}"))).isEmpty();
  }

  @Test
  void helmInstallsUpgradesAndUninstallsAndLeavesNothingButTheKinds() throws IOException {
    String namespace = "install-helm";
    kubectl.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + namespace + "}\n");
    Path config = cluster.kubeconfigFile();
    new Helm(Chart.HEADGATE.folder())
        .install()
        .withName("headgate")
        .withNamespace(namespace)
        .withKubeConfig(config)
        .call();
    // What the operator fills in.
    kubectl.run(
        "-n",
        namespace,
        "patch",
        "secret",
        "headgate-ca",
        "-p",
        "{\"stringData\":{\"tls.crt\":\"x\"}}");
    kubectl.run(
        "-n",
        namespace,
        "patch",
        "lease",
        "headgate-operator",
        "--type=merge",
        "-p",
        "{\"spec\":{\"holderIdentity\":\"someone\",\"leaseDurationSeconds\":15}}");

    new Helm(Chart.HEADGATE.folder())
        .upgrade()
        .withName("headgate")
        .withNamespace(namespace)
        .withKubeConfig(config)
        .set("logLevel", "DEBUG")
        .call();

    assertThat(
            kubectl.run("-n", namespace, "get", "secret", "headgate-ca", "-o", "jsonpath={.data}"))
        .contains("tls.crt");
    assertThat(
            kubectl.run(
                "-n",
                namespace,
                "get",
                "lease",
                "headgate-operator",
                "-o",
                "jsonpath={.spec.holderIdentity}"))
        .isEqualTo("someone");

    Helm.uninstall("headgate").withNamespace(namespace).withKubeConfig(config).call();

    assertThat(left(namespace)).isEmpty();
    assertThat(kubectl.run("get", "crd", "-o", "name")).contains("llmgateways.headgate.dev");
  }

  @Test
  void theSamplesAreAcceptedAndMeanTheSameTheSecondTime() {
    for (String folder : List.of("backing", "quickstart")) {
      String manifests =
          kubectl.run("kustomize", Repository.ROOT.resolve("samples").resolve(folder).toString());

      kubectl.apply(manifests);

      assertThat(kubectl.diff(manifests)).as(folder).isEmpty();
    }
  }

  /** Everything in the namespace that the chart makes, with the version of each. */
  private String state(String namespace) {
    return kubectl.run(
        "-n",
        namespace,
        "get",
        "deployment,service,serviceaccount,role,rolebinding,pdb,networkpolicy,lease,secret,configmap",
        "-o",
        "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{\"\\n"
            + "\"}{end}");
  }

  private List<String> left(String namespace) {
    return kubectl
        .run(
            "-n",
            namespace,
            "get",
            "deployment,service,serviceaccount,role,rolebinding,pdb,networkpolicy,lease,secret,configmap",
            "-o",
            "name")
        .lines()
        .filter(line -> line.contains("/"))
        .toList();
  }
}

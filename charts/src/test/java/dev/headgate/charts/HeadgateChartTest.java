package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadgateChartTest {
  private static final String MONITORING =
      "monitoring: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboards:"
          + " {enabled: true}}";
  private static final String WATCHING = "watchNamespaces: [ai, team-b]";

  @Test
  void nothingSaidIsTwoOperatorsThatLookEverywhere() {
    List<JsonNode> objects = Chart.HEADGATE.objects("{}");

    assertThat(kinds(objects))
        .containsExactlyInAnyOrder(
            "ClusterRole/headgate-operator.headgate-system",
            "ClusterRoleBinding/headgate-operator.headgate-system",
            "Deployment/headgate-operator",
            "Lease/headgate-operator",
            "NetworkPolicy/headgate-operator",
            "PodDisruptionBudget/headgate-operator",
            "Role/headgate-operator",
            "RoleBinding/headgate-operator",
            "Secret/headgate-ca",
            "Service/headgate-operator",
            "ServiceAccount/headgate-operator");
    assertThat(one(objects, "Deployment").at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(container(objects).path("args"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "operator",
            "--namespace=$(POD_NAMESPACE)",
            "--lease=headgate-operator",
            "--lease-duration=15",
            "--identity=$(POD_NAME)",
            "--health-port=8086",
            "--proxy-image=localhost/headgate-proxy:0.1.0-SNAPSHOT");
  }

  @Test
  void watchedNamespacesGetARoleEachAndTheClusterNone() {
    List<JsonNode> objects = Chart.HEADGATE.objects(WATCHING);

    assertThat(kinds(objects)).noneMatch(kind -> kind.startsWith("Cluster"));
    assertThat(objects)
        .filteredOn(object -> object.path("kind").asText().equals("Role"))
        .extracting(object -> object.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("ai", "team-b", "headgate-system");
    assertThat(rules(objects, "headgate-operator-watched"))
        .noneMatch(rule -> rule.path("resources").toString().contains("namespaces"));
    assertThat(container(objects).path("args"))
        .extracting(JsonNode::asText)
        .contains("--watch-namespaces=ai,team-b");
  }

  @Test
  void flagsOfTheOperatorAreValues() {
    JsonNode container =
        container(
            Chart.HEADGATE.objects(
                """
                secretSelector: headgate.dev/use=true
                proxy: {image: registry.example/p:1}
                leaseDurationSeconds: 30
                logLevel: DEBUG
                javaOptions: -Xmx384m
                image: {registry: registry.example/team, tag: "2.0", pullPolicy: Never}
                """));

    assertThat(container.path("args"))
        .extracting(JsonNode::asText)
        .contains(
            "--secret-selector=headgate.dev/use=true",
            "--proxy-image=registry.example/p:1",
            "--lease-duration=30");
    assertThat(container.path("image").asText())
        .isEqualTo("registry.example/team/headgate-operator:2.0");
    assertThat(container.path("imagePullPolicy").asText()).isEqualTo("Never");
    assertThat(container.path("env").toString()).contains("DEBUG", "JDK_JAVA_OPTIONS", "-Xmx384m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        WATCHING,
        MONITORING,
        "{podDisruptionBudget: {enabled: false}, networkPolicy: {enabled: false}, topologySpread:"
            + " false}",
        "{priorityClassName: high, tolerations: [{operator: Exists}], nodeSelector: {a: b},"
            + " podLabels: {c: d}}"
      })
  void everyNamespacedObjectSaysWhereItIsAndTwoRenderingsAreTheSame(String values) {
    String text = Chart.HEADGATE.text(values);

    assertThat(Chart.HEADGATE.text(values)).isEqualTo(text);
    assertThat(Chart.parse(text))
        .filteredOn(object -> !object.path("kind").asText().startsWith("Cluster"))
        .allSatisfy(
            object ->
                assertThat(object.at("/metadata/namespace").asText())
                    .as(object.path("kind").asText())
                    .isIn("headgate-system", "ai", "team-b"));
  }

  @Test
  void thePodIsRestrictedAsPodSecurityUnderstandsIt() {
    JsonNode pod = one(Chart.HEADGATE.objects("{}"), "Deployment").at("/spec/template/spec");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(65532);
    assertThat(pod.at("/securityContext/runAsGroup").asInt()).isEqualTo(65532);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    JsonNode context = pod.at("/containers/0/securityContext");
    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  /** The operator lets nobody program proxies but pods of this name in its namespace. */
  @Test
  void itsPodsCarryTheNameThatProxiesLetIn() {
    JsonNode labels =
        one(Chart.HEADGATE.objects("podLabels: {team: x}"), "Deployment")
            .at("/spec/template/metadata/labels");

    assertThat(labels.path("app.kubernetes.io/name").asText()).isEqualTo("headgate-operator");
    assertThat(labels.path("team").asText()).isEqualTo("x");
  }

  @Test
  void objectsOfPrometheusAndGrafanaComeWhenAskedFor() {
    assertThat(kinds(Chart.HEADGATE.objects(MONITORING)))
        .contains(
            "ServiceMonitor/headgate-operator",
            "PodMonitor/headgate-operator-proxies",
            "PrometheusRule/headgate-operator",
            "ConfigMap/headgate-operator-fleet",
            "ConfigMap/headgate-operator-operator");
    assertThat(one(Chart.HEADGATE.objects(MONITORING), "PrometheusRule").at("/spec/groups"))
        .isEqualTo(Chart.HEADGATE.file("monitoring/alerts.yaml").path("groups"));
  }

  @Test
  void twoReleasesShareNoNameOfTheWholeCluster() {
    var names = new ArrayList<String>();
    for (String[] release : new String[][] {{"headgate", "a"}, {"headgate", "b"}, {"other", "a"}}) {
      names.addAll(
          kinds(
              Chart.parse(Chart.HEADGATE.text(release[0], release[1], "{}")).stream()
                  .filter(object -> object.path("kind").asText().startsWith("Cluster"))
                  .toList()));
    }
    assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void theChartsAreOfTheVersionThatIsBuilt() {
    String version =
        Repository.read("pom.xml").replaceAll("(?s).*?<version>([^<]*)</version>.*", "$1");

    for (Chart chart : Chart.values()) {
      assertThat(chart.file("Chart.yaml").path("appVersion").asText()).isEqualTo(version);
    }
    assertThat(Repository.read("samples/backing/kustomization.yaml"))
        .contains("newTag: " + version);
  }

  private static List<String> kinds(List<JsonNode> objects) {
    return objects.stream()
        .map(object -> object.path("kind").asText() + "/" + object.at("/metadata/name").asText())
        .toList();
  }

  private static JsonNode one(List<JsonNode> objects, String kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode container(List<JsonNode> objects) {
    return one(objects, "Deployment").at("/spec/template/spec/containers/0");
  }

  private static JsonNode rules(List<JsonNode> objects, String role) {
    return objects.stream()
        .filter(object -> object.at("/metadata/name").asText().equals(role))
        .findFirst()
        .orElseThrow()
        .path("rules");
  }
}

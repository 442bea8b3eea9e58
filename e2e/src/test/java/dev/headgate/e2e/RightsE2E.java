package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The operator's rights, held against everything that it has asked for in this run. */
@OnCluster
@Order(6)
class RightsE2E {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR =
      "system:serviceaccount:" + Installation.SYSTEM + ":" + Installation.OPERATOR;

  private final TestCluster cluster = TestCluster.get();

  @BeforeAll
  void liveThroughWhatNoOtherPartDoes() {
    Installation.get().load();
    cluster.apply(Repository.resource("others.yaml"));
    Eventually.holds(
        30,
        () ->
            assertThat(
                    List.of(
                        Ours.get("promptfirewalls", "standard"),
                        Ours.get("failoverdrills", "weekly")))
                .allSatisfy(
                    object -> assertThat(Ours.condition(object, "Accepted").isEmpty()).isFalse()));
    Ours.patch("lgw/main", "{\"replicas\":null,\"autoscaling\":{\"maxReplicas\":3}}");
    Eventually.within(30, "an autoscaler", () -> autoscalers() == 1);
    Ours.patch("lgw/main", "{\"replicas\":2,\"autoscaling\":null}");
    Eventually.within(30, "no autoscaler", () -> autoscalers() == 0);
    cluster.kubectl("-n", "ai", "delete", "pf/standard", "fd/weekly");
  }

  @Test
  @Order(1)
  void nothingWasRefusedToTheOperator() throws IOException {
    assumeTrue(cluster.auditLog().isPresent(), "needs the API server's audit log");

    List<Asked> asked = asked();

    // An API server that has just been started refuses for a moment what it has not yet read the
    // roles of: a right that is lacking is refused every time.
    assertThat(asked)
        .isNotEmpty()
        .filteredOn(one -> one.code() == 403)
        .allMatch(refused -> asked.stream().anyMatch(refused::wasAllowedAs));
  }

  @Test
  @Order(2)
  void everyRuleOfTheChartWasUsed() throws IOException {
    assumeTrue(cluster.auditLog().isPresent(), "needs the API server's audit log");
    List<Asked> asked = asked();

    assertThat(rights())
        .hasSizeGreaterThan(50)
        .allMatch(right -> asked.stream().anyMatch(right::allows));
    // One that it does not have would be found.
    assertThat(asked).noneMatch(new Right("", "", "pods", "", "list")::allows);
  }

  private int autoscalers() {
    return cluster
        .client()
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .size();
  }

  private List<Asked> asked() throws IOException {
    Path log = cluster.auditLog().orElseThrow();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(OPERATOR) && line.endsWith("}"))
          .map(RightsE2E::tree)
          .filter(event -> event.at("/user/username").asText().equals(OPERATOR))
          .filter(event -> event.has("objectRef"))
          .map(Asked::of)
          .distinct()
          .toList();
    }
  }

  private List<Right> rights() throws IOException {
    List<Right> rights = new ArrayList<>();
    String selector = "--selector=app.kubernetes.io/part-of=headgate";
    for (String kind : List.of("clusterroles", "roles")) {
      JsonNode roles =
          JSON.readTree(cluster.kubectl("get", kind, "--all-namespaces", selector, "-o", "json"));
      roles.path("items").forEach(role -> rights.addAll(Right.of(role)));
    }
    return rights;
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One request, as the audit log has it. */
  record Asked(
      String verb, String group, String resource, String namespace, String name, int code) {
    static Asked of(JsonNode event) {
      JsonNode object = event.path("objectRef");
      String sub = object.path("subresource").asText();
      return new Asked(
          event.path("verb").asText(),
          object.path("apiGroup").asText(),
          object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub),
          object.path("namespace").asText(),
          object.path("name").asText(),
          event.at("/responseStatus/code").asInt());
    }

    /** Whether the same was let through there. */
    boolean wasAllowedAs(Asked there) {
      return verb.equals(there.verb)
          && group.equals(there.group)
          && resource.equals(there.resource)
          && namespace.equals(there.namespace)
          && (there.code < 300 || there.code == 404 || there.code == 409);
    }
  }

  /** One verb on one resource; an empty namespace or name stands for all. */
  record Right(String namespace, String group, String resource, String name, String verb) {
    static List<Right> of(JsonNode role) {
      String namespace = role.at("/metadata/namespace").asText();
      List<Right> rights = new ArrayList<>();
      for (JsonNode rule : role.path("rules")) {
        JsonNode names =
            rule.has("resourceNames") ? rule.path("resourceNames") : JSON.createArrayNode().add("");
        for (JsonNode group : rule.path("apiGroups")) {
          for (JsonNode resource : rule.path("resources")) {
            for (JsonNode verb : rule.path("verbs")) {
              for (JsonNode name : names) {
                rights.add(
                    new Right(
                        namespace,
                        group.asText(),
                        resource.asText(),
                        name.asText(),
                        verb.asText()));
              }
            }
          }
        }
      }
      return rights;
    }

    /** Whether it is what a request needed: an apply of what is not there needs create, too. */
    boolean allows(Asked asked) {
      boolean created = asked.verb().equals("patch") && asked.code() == 201;
      return (verb.equals(asked.verb()) || (verb.equals("create") && created))
          && group.equals(asked.group())
          && resource.equals(asked.resource())
          && (namespace.isEmpty() || namespace.equals(asked.namespace()))
          && (name.isEmpty() || name.equals(asked.name()));
    }
  }
}

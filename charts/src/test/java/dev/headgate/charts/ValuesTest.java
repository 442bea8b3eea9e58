package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 0                                        | replicas",
        "replicas: two                                      | replicas",
        "replica: 2                                         | replica",
        "image: {registry: ''}                              | registry",
        "image: {registry: x/}                              | registry",
        "image: {registry: x, pullPolicy: Sometimes}        | pullPolicy",
        "image: {registry: x, tag: 'a b'}                   | tag",
        "watchNamespaces: ai                                | watchNamespaces",
        "watchNamespaces: [Upper]                           | watchNamespaces",
        "watchNamespaces: [ai, ai]                          | watchNamespaces",
        "leaseDurationSeconds: 1                            | leaseDurationSeconds",
        "logLevel: LOUD                                     | logLevel",
        "resources: {limit: {memory: 1Gi}}                  | limit",
        "networkPolicy: {apiServer: {cidrs: [10.0.0.1]}}    | cidrs",
        "networkPolicy: {apiServer: {ports: []}}            | ports",
        "monitoring: {serviceMonitor: {interval: often}}    | interval",
        "rbac: {create: false}                              | create"
      })
  void aWrongValueIsRefusedByItsName(String values, String name) {
    assertThatThrownBy(() -> Chart.HEADGATE.text(values))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(name);
  }

  @Test
  void theKindsTakeNoValueAtAll() {
    assertThatThrownBy(() -> Chart.CRDS.text("replicas: 2")).hasMessageContaining("replicas");
  }

  @Test
  void everyValueIsInTheSchemaAndHasADefault() {
    for (Chart chart : Chart.values()) {
      Set<String> schema = new TreeSet<>();
      collect(chart.file("values.schema.json"), "", schema);
      Set<String> defaults = new TreeSet<>();
      JsonNode values = chart.file("values.yaml");
      members(values, "", schema, defaults);
      schema.remove("global");

      assertThat(defaults).as(chart.name()).isEqualTo(schema);
    }
  }

  private static void collect(JsonNode schema, String path, Set<String> paths) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      if (property.getValue().has("properties")) {
        collect(property.getValue(), name, paths);
      } else {
        paths.add(name);
      }
    }
  }

  /** What lies below a path of the schema is the user's own. */
  private static void members(JsonNode values, String path, Set<String> schema, Set<String> paths) {
    for (Map.Entry<String, JsonNode> member : values.properties()) {
      String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      if (member.getValue().isObject() && !schema.contains(name)) {
        members(member.getValue(), name, schema, paths);
      } else {
        paths.add(name);
      }
    }
  }
}

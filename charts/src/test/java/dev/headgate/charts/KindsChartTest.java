package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindsChartTest {

  @Test
  void theChartHoldsTheGeneratedKindsAndKeepsThemWhenItGoes() {
    List<JsonNode> expected = new ArrayList<>();
    for (var file : Repository.list("crds/yaml")) {
      expected.addAll(Chart.parse(Repository.read(Repository.ROOT.relativize(file).toString())));
    }

    List<JsonNode> rendered = Chart.CRDS.objects("{}");

    assertThat(rendered)
        .hasSize(7)
        .allSatisfy(
            kind ->
                assertThat(kind.at("/metadata/annotations").toString())
                    .isEqualTo("{\"helm.sh/resource-policy\":\"keep\"}"));
    rendered.forEach(kind -> ((ObjectNode) kind.path("metadata")).remove("annotations"));
    assertThat(rendered).containsExactlyInAnyOrderElementsOf(expected);
  }
}

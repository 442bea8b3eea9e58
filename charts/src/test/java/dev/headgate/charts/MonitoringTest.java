package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboards speak of what is measured today. */
class MonitoringTest {
  private static final Pattern METRIC =
      Pattern.compile("\\b(headgate|gen_ai|operator_sdk)_[a-z_]+(?=[{\\[ )]|$)");
  private static final int NO_PROMTOOL = 127;

  @TempDir private Path scratch;

  private record Run(int code, String output) {}

  @Test
  void everyRuleDoesWhatItsTestSays() throws Exception {
    Run run =
        promtool("test", "rules", Repository.ROOT + "/charts/src/test/resources/alerts.test.yaml");

    assertThat(run.code()).as(run.output()).isZero();
  }

  @Test
  void everyRuleHasATestInWhichItSpeaks() {
    Set<String> rules = new TreeSet<>();
    for (JsonNode rule : rules()) {
      rules.add(rule.path("alert").asText());
    }
    Set<String> spoken = new TreeSet<>();
    JsonNode tests =
        Chart.parse(Repository.read("charts/src/test/resources/alerts.test.yaml")).getFirst();
    tests
        .findValues("alert_rule_test")
        .forEach(
            cases ->
                cases.forEach(
                    one -> {
                      if (!one.path("exp_alerts").isEmpty()) {
                        spoken.add(one.path("alertname").asText());
                      }
                    }));

    assertThat(spoken).isEqualTo(rules).isNotEmpty();
  }

  @Test
  void everyRuleSaysHowBadItIsWhatItIsAndWhatToDo() {
    assertThat(rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
              assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
              assertThat(rule.at("/annotations/description").asText()).isNotEmpty();
            });
  }

  @Test
  void everyMetricThatIsAskedForIsDocumentedAsMeasured() throws IOException {
    String measured = Repository.read("docs/running.md") + Repository.read("docs/operator.md");
    Set<String> asked = new TreeSet<>();
    List<String> expressions = new ArrayList<>(expressionsOfDashboards());
    rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
    for (String expression : expressions) {
      METRIC
          .matcher(expression.replaceAll("\\b(by|on|ignoring) \\([^)]*\\)", ""))
          .results()
          .forEach(result -> asked.add(result.group()));
    }

    assertThat(asked)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            metric -> {
              String family = metric.replaceFirst("_(bucket|count|sum)$", "");
              assertThat(measured)
                  .contains(
                      family.startsWith("operator_sdk_") ? "operator_sdk_*" : "`" + family + "`");
            });
  }

  /** A rule file of every query: promtool knows the language. */
  @Test
  void everyQueryOfADashboardIsOne() throws Exception {
    String rules =
        expressionsOfDashboards().stream()
            .map(query -> query.replace("$gateway", ".*"))
            .map(query -> "    - {record: a, expr: '" + query.replace("'", "''") + "'}\n")
            .distinct()
            .collect(Collectors.joining());
    Path file =
        Files.writeString(
            scratch.resolve("queries.yaml"), "groups:\n- name: dashboards\n  rules:\n" + rules);

    Run run = promtool("check", "rules", "--lint=none", file.toString());

    assertThat(run.code()).as(run.output()).isZero();
  }

  private static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    Chart.HEADGATE
        .file("monitoring/alerts.yaml")
        .path("groups")
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static List<String> expressionsOfDashboards() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (Path file : Repository.list("charts/headgate/monitoring/dashboards")) {
      expressions.addAll(new ObjectMapper().readTree(file.toFile()).findValuesAsText("expr"));
    }
    return expressions;
  }

  private static Run promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Repository.ROOT.resolve("bin/promtool").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assumeTrue(code != NO_PROMTOOL, output);
    return new Run(code, output);
  }
}

package dev.headgate.operator.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCheckTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final RuleCheck RULES =
      new RuleCheck(
          yaml(
              """
              type: object
              properties:
                spec:
                  type: object
                  x-kubernetes-validations:
                  - rule: "!has(self.b) || self.a + 1 < self.b"
                    messageExpression: "'b must be past ' + string(self.a)"
                    message: b is too small
                  - rule: "self.?c.orValue('x') != 'bad'"
                    message: c is bad
                  properties:
                    a: {type: integer}
                    b: {type: integer}
                    c: {type: string}
                    namespace:
                      type: object
                      x-kubernetes-validations:
                      - {rule: "self.__namespace__.startsWith('n')", message: must start with n}
                      properties: {namespace: {type: string}}
                    ratio:
                      type: number
                      x-kubernetes-validations: [{rule: "self <= 1.0", message: at most 1}]
                    at:
                      type: string
                      format: date-time
                      x-kubernetes-validations: [{rule: "self > timestamp('2026-01-01T00:00:00Z')", message: too old}]
                    limits:
                      type: array
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [name]
                      items:
                        type: object
                        properties:
                          name: {type: string}
                          window:
                            type: string
                            x-kubernetes-validations: [{rule: self == oldSelf, message: is immutable}]
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a: 1, b: 3}|",
        "{a: 1, b: 2}|spec: b must be past 1",
        "{a: 1, c: bad}|spec: c is bad",
        "{a: 1, namespace: {namespace: x}}|spec.namespace: must start with n",
        "{a: 1, namespace: {namespace: nx}}|",
        "{a: 1, ratio: 1}|",
        "{a: 1, ratio: 1.5}|spec.ratio: at most 1",
        "{a: 1, at: '2025-06-01T00:00:00Z'}|spec.at: too old",
        "{a: 1, at: '2026-06-01T00:00:00Z'}|",
        "{b: 1}|spec: b is too small (the rule cannot be evaluated here)",
      })
  void aRuleIsJudgedWhereItStands(String spec, String expected) {
    var found = RULES.check(yaml("spec: " + spec), null);

    assertThat(found.stream().map(v -> v.path() + ": " + v.message()))
        .isEqualTo(expected == null ? java.util.List.of() : java.util.List.of(expected));
  }

  @Test
  void rulesAboutChangesFollowListElementsByTheirKey() {
    var old = yaml("spec: {a: 1, limits: [{name: day, window: Day}, {name: hour, window: Hour}]}");
    var moved = yaml("spec: {a: 1, limits: [{name: hour, window: Hour}, {name: new, window: X}]}");
    var changed = yaml("spec: {a: 1, limits: [{name: hour, window: Day}]}");

    assertThat(RULES.check(moved, null)).isEmpty();
    assertThat(RULES.check(moved, old)).isEmpty();
    assertThat(RULES.check(changed, old))
        .containsExactly(new Violation("spec.limits[0].window", "is immutable"));
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

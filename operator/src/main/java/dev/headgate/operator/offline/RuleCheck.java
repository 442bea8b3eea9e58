package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CEL rules of one kind ({@code x-kubernetes-validations}), by Google's CEL for Java. It has
 * Kubernetes' standard functions, strings and optionals, and none of its own libraries: our rules
 * use only these, and a test holds every manifest's verdict against a real API server's.
 */
final class RuleCheck {
  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setOptions(CelOptions.current().enableHeterogeneousNumericComparisons(true).build())
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .addCompilerLibraries(CelExtensions.strings(), CelExtensions.optional())
          .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.optional())
          .build();

  private record Rule(
      CelRuntime.Program program,
      boolean transition,
      String message,
      CelRuntime.@Nullable Program messageProgram) {}

  private final JsonNode schema;
  private final Map<JsonNode, List<Rule>> rules = new HashMap<>();

  /**
   * For an {@code openAPIV3Schema} as it stands in a CRD.
   *
   * @throws IllegalArgumentException when a rule does not compile
   */
  RuleCheck(JsonNode openApi) {
    schema = openApi;
    compileAll(openApi);
  }

  private void compileAll(JsonNode node) {
    var validations = node.path("x-kubernetes-validations");
    if (validations.isArray() && !rules.containsKey(validations)) {
      var compiled = new ArrayList<Rule>();
      validations.forEach(v -> compiled.add(compile(v)));
      rules.put(validations, compiled);
    }
    node.path("properties").forEach(this::compileAll);
    if (node.path("items").isObject()) {
      compileAll(node.get("items"));
    }
    if (node.path("additionalProperties").isObject()) {
      compileAll(node.get("additionalProperties"));
    }
  }

  private static Rule compile(JsonNode validation) {
    var expression = validation.path("rule").asText();
    var message = validation.path("message").asText("failed rule: " + expression);
    var messageExpression = validation.path("messageExpression").asText("");
    return new Rule(
        program(expression),
        expression.contains("oldSelf"),
        message,
        messageExpression.isEmpty() ? null : program(messageExpression));
  }

  private static CelRuntime.Program program(String expression) {
    try {
      return CEL.createProgram(CEL.compile(expression).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException("rule does not compile: " + expression, e);
    }
  }

  /**
   * What breaks a rule.
   *
   * @param object whole, defaults filled in
   * @param old its last good form, for rules about changes; null for a new one
   */
  List<Violation> check(JsonNode object, @Nullable JsonNode old) {
    var violations = new ArrayList<Violation>();
    walk(schema, object, old, "", violations);
    return violations;
  }

  private void walk(
      JsonNode at, JsonNode value, @Nullable JsonNode old, String path, List<Violation> found) {
    var own = rules.get(at.path("x-kubernetes-validations"));
    if (own != null) {
      for (var rule : own) {
        if (!rule.transition() || old != null) {
          evaluate(rule, at, value, old, path, found);
        }
      }
    }
    if (value.isObject()) {
      for (var entry : value.properties()) {
        var key = entry.getKey();
        var child = at.path("properties").get(key);
        if (child == null) {
          child = at.path("additionalProperties");
        }
        if (child.isObject()) {
          var before = old == null ? null : old.get(key);
          walk(child, entry.getValue(), before, Paths.child(path, key), found);
        }
      }
    } else if (value.isArray() && at.path("items").isObject()) {
      for (var i = 0; i < value.size(); i++) {
        var before = counterpart(at, value.get(i), old);
        walk(at.get("items"), value.get(i), before, Paths.element(path, i), found);
      }
    }
  }

  /** Elements of list maps keep their identity over changes; those of other lists have none. */
  private static @Nullable JsonNode counterpart(
      JsonNode at, JsonNode element, @Nullable JsonNode old) {
    if (old == null || !at.path("x-kubernetes-list-type").asText().equals("map")) {
      return null;
    }
    for (var candidate : old) {
      var same = true;
      for (var key : at.path("x-kubernetes-list-map-keys")) {
        same &= candidate.path(key.asText()).equals(element.path(key.asText()));
      }
      if (same) {
        return candidate;
      }
    }
    return null;
  }

  private static void evaluate(
      Rule rule,
      JsonNode at,
      JsonNode value,
      @Nullable JsonNode old,
      String path,
      List<Violation> found) {
    var variables = new HashMap<String, Object>();
    variables.put("self", CelValues.of(at, value));
    if (old != null) {
      variables.put("oldSelf", CelValues.of(at, old));
    }
    try {
      if (!Boolean.TRUE.equals(rule.program().eval(variables))) {
        found.add(new Violation(path, message(rule, variables)));
      }
    } catch (CelEvaluationException e) {
      found.add(new Violation(path, rule.message() + " (the rule cannot be evaluated here)"));
    }
  }

  private static String message(Rule rule, Map<String, Object> variables) {
    var program = rule.messageProgram();
    if (program == null) {
      return rule.message();
    }
    try {
      return program.eval(variables) instanceof String text ? text : rule.message();
    } catch (CelEvaluationException e) {
      return rule.message();
    }
  }
}

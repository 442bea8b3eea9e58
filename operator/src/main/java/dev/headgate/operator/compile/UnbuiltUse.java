package dev.headgate.operator.compile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.UnbuiltField.Effect;

/** Finds the fields of one object that nothing implements yet. */
final class UnbuiltUse {
  /** As manifests are: what is empty was not written. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private UnbuiltUse() {}

  /** Refuses the object for each binding field in use, and remembers each inert one. */
  static void report(Resource<?> object, Findings findings) {
    var rows = Unbuilt.of(object.key().kind());
    JsonNode spec = JSON.valueToTree(object.spec());
    for (var row : rows) {
      var steps = row.path().split("\\.");
      descend(row, steps, 1, spec, new StringBuilder(steps[0]), findings);
    }
  }

  private static void descend(
      UnbuiltField row, String[] steps, int at, JsonNode node, StringBuilder path, Findings to) {
    if (at == steps.length) {
      if (isUsed(row, node)) {
        tell(row, node, path.toString(), to);
      }
      return;
    }
    var step = steps[at];
    boolean list = step.endsWith("[]");
    var name = list ? step.substring(0, step.length() - 2) : step;
    var child = node.get(name);
    if (child == null || child.isNull()) {
      return;
    }
    int length = path.length();
    path.append('.').append(name);
    if (list) {
      int member = path.length();
      for (int i = 0; i < child.size(); i++) {
        path.append('[').append(i).append(']');
        descend(row, steps, at + 1, child.get(i), path, to);
        path.setLength(member);
      }
    } else {
      descend(row, steps, at + 1, child, path, to);
    }
    path.setLength(length);
  }

  private static boolean isUsed(UnbuiltField row, JsonNode node) {
    if (!row.values().isEmpty()) {
      return row.values().contains(node.asText());
    }
    if (row.offWhen().isEmpty()) {
      return true;
    }
    int equals = row.offWhen().indexOf('=');
    var decisive = equals < 0 ? node : node.path(row.offWhen().substring(0, equals));
    return !decisive.asText().equals(row.offWhen().substring(equals + 1));
  }

  private static void tell(UnbuiltField row, JsonNode node, String path, Findings to) {
    if (row.effect() == Effect.Inert) {
      to.unsupported(path);
      return;
    }
    var whole = path.equals("spec") ? "this kind" : "this field";
    var what = row.values().isEmpty() ? whole : node.asText();
    to.refuse(
        path,
        Reason.NotSupportedYet,
        "%s is not built yet: %s; take it out until it is".formatted(what, row.meanwhile()));
  }
}

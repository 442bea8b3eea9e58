package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what an API server with our CRDs would say to an object. Safe for use from many threads. */
final class Judge {
  /** RFC 1123 subdomain, as metadata.name of every kind here. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  /**
   * What the API server would make of an object.
   *
   * @param object with defaults filled in; meaningful only without violations
   * @param violations why it would be refused, sorted by path
   */
  record Verdict(ObjectNode object, List<Violation> violations) {
    boolean accepted() {
      return violations.isEmpty();
    }
  }

  private record Kind(JsonNode schema, SchemaCheck types, RuleCheck rules) {}

  private final Map<String, Kind> kinds = new HashMap<>();

  /**
   * From CustomResourceDefinitions as users apply them.
   *
   * @throws IllegalArgumentException when a rule does not compile
   */
  Judge(List<JsonNode> crds) {
    for (var crd : crds) {
      var names = crd.at("/spec/names/kind").asText();
      var group = crd.at("/spec/group").asText();
      for (var version : crd.at("/spec/versions")) {
        var schema = version.at("/schema/openAPIV3Schema");
        kinds.put(
            group + "/" + version.path("name").asText() + " " + names,
            new Kind(schema, new SchemaCheck(schema), new RuleCheck(schema)));
      }
    }
  }

  /** By the CRDs of this build. */
  static Judge ofOurKinds() {
    return new Judge(OurCrds.all());
  }

  /** Whether objects of this type are judged here. */
  boolean knows(Manifest manifest) {
    return kinds.containsKey(manifest.apiVersion() + " " + manifest.kind());
  }

  /**
   * The verdict on a manifest of a known type.
   *
   * @param old its last good form; null for a new one
   */
  Verdict judge(Manifest manifest, @Nullable JsonNode old) {
    var kind = kinds.get(manifest.apiVersion() + " " + manifest.kind());
    if (kind == null) {
      throw new IllegalArgumentException(manifest + " is of a type that is not judged here");
    }
    var object = manifest.object().deepCopy();
    object.remove("status");
    var violations = new ArrayList<>(metadata(manifest));
    violations.addAll(StructuralPass.apply(kind.schema(), object));
    violations.addAll(kind.types().check(object));
    if (violations.isEmpty()) {
      violations.addAll(kind.rules().check(object, old));
    }
    violations.sort(Comparator.comparing(Violation::path).thenComparing(Violation::message));
    return new Verdict(object, violations);
  }

  /** What holds for metadata of every object. */
  static List<Violation> metadata(Manifest manifest) {
    var violations = new ArrayList<Violation>();
    var name = manifest.name();
    if (name.isEmpty()) {
      violations.add(new Violation("metadata.name", "Required value: an object needs a name"));
    } else if (name.length() > 253 || !NAME.matcher(name).matches()) {
      violations.add(
          new Violation(
              "metadata.name",
              "Invalid value: \""
                  + name
                  + "\": lower case letters, digits, '-' and '.', a letter or digit at both ends"));
    }
    var namespace = manifest.namespace();
    if (namespace.length() > 63 || !NAMESPACE.matcher(namespace).matches()) {
      violations.add(
          new Violation(
              "metadata.namespace",
              "Invalid value: \"" + namespace + "\": lower case letters, digits and '-'"));
    }
    return violations;
  }
}

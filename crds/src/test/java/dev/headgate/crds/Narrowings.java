package dev.headgate.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a schema refuses, or forgets, what its predecessor took. */
final class Narrowings {
  private static final List<String> UPPER =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final List<String> LOWER =
      List.of("minimum", "minLength", "minItems", "minProperties");

  /** What an object's stored form hangs on: it may not change at all. */
  private static final List<String> FIXED =
      List.of(
          "type",
          "format",
          "default",
          "nullable",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-preserve-unknown-fields");

  private final List<String> found = new ArrayList<>();
  private final List<String> newRules = new ArrayList<>();

  private Narrowings() {}

  static Narrowings between(JsonNode before, JsonNode after) {
    var narrowings = new Narrowings();
    narrowings.compare("", before, after);
    return narrowings;
  }

  /** One line each; empty when whatever was valid still is, as far as structure can tell. */
  List<String> found() {
    return found;
  }

  /**
   * CEL rules and patterns that the predecessor did not have: only objects can tell what they
   * refuse.
   */
  List<String> newRules() {
    return newRules;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (after.isMissingNode()) {
      found.add(path + " is gone");
      return;
    }
    for (String word : FIXED) {
      // A default for what had none changes no stored object.
      boolean added = word.equals("default") && !before.has(word);
      if (!added && !before.path(word).equals(after.path(word))) {
        found.add(path + " has another " + word);
      }
    }
    for (String word : UPPER) {
      if (after.has(word)
          && (!before.has(word)
              || after.get(word).decimalValue().compareTo(before.get(word).decimalValue()) < 0)) {
        found.add(path + " has a lower " + word);
      }
    }
    for (String word : LOWER) {
      if (after.has(word)
          && (!before.has(word)
              || after.get(word).decimalValue().compareTo(before.get(word).decimalValue()) > 0)) {
        found.add(path + " has a higher " + word);
      }
    }
    if (after.has("enum")
        && !(before.has("enum")
            && texts(after.get("enum")).containsAll(texts(before.get("enum"))))) {
      found.add(path + " lost a value");
    }
    if (!texts(before.path("required")).containsAll(texts(after.path("required")))) {
      found.add(path + " requires more");
    }
    if (after.has("pattern") && !after.get("pattern").equals(before.path("pattern"))) {
      newRules.add(path + ": pattern " + after.get("pattern").asText());
    }
    var rules = new HashSet<String>();
    before.path("x-kubernetes-validations").forEach(rule -> rules.add(rule.path("rule").asText()));
    after
        .path("x-kubernetes-validations")
        .forEach(
            rule -> {
              if (!rules.contains(rule.path("rule").asText())) {
                newRules.add(path + ": " + rule.path("rule").asText());
              }
            });
    before
        .path("properties")
        .properties()
        .forEach(
            property ->
                compare(
                    path + "." + property.getKey(),
                    property.getValue(),
                    after.path("properties").path(property.getKey())));
    if (before.has("items")) {
      compare(path + "[]", before.get("items"), after.path("items"));
    }
    if (before.path("additionalProperties").isObject()) {
      compare(path + ".*", before.get("additionalProperties"), after.path("additionalProperties"));
    }
  }

  private static Set<String> texts(JsonNode list) {
    var texts = new HashSet<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}

package dev.headgate.charts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One verb on one resource, as a Role grants it.
 *
 * @param namespace where; empty for the whole cluster
 * @param name of the only object; empty for all
 */
record Right(String namespace, String group, String resource, String name, String verb) {

  /** Everything that a Role or ClusterRole grants, one by one. */
  static List<Right> of(JsonNode role) {
    String namespace = role.at("/metadata/namespace").asText();
    List<Right> rights = new ArrayList<>();
    for (JsonNode rule : role.path("rules")) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          for (JsonNode verb : rule.path("verbs")) {
            JsonNode names = rule.path("resourceNames");
            if (names.isEmpty()) {
              rights.add(
                  new Right(namespace, group.asText(), resource.asText(), "", verb.asText()));
            }
            for (JsonNode name : names) {
              rights.add(
                  new Right(
                      namespace, group.asText(), resource.asText(), name.asText(), verb.asText()));
            }
          }
        }
      }
    }
    return rights;
  }

  /** Whether it is what a request needed. */
  boolean allows(AuditedCluster.Asked asked) {
    return (verb.equals(asked.verb()) || (verb.equals("create") && asked.appliedWhatWasNotThere()))
        && group.equals(asked.group())
        && resource.equals(asked.resource())
        && (namespace.isEmpty() || namespace.equals(asked.namespace()))
        && (name.isEmpty() || name.equals(asked.name()));
  }
}

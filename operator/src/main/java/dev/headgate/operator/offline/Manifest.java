package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * One document of a manifest file.
 *
 * @param file where it stands
 * @param object as written, types as kubectl reads them (YAML 1.1)
 * @param lines of each value by its path as API errors write it ({@code spec.targets[0].model})
 */
record Manifest(Path file, ObjectNode object, Map<String, Integer> lines) {

  String kind() {
    return text(object.path("kind"));
  }

  String apiVersion() {
    return text(object.path("apiVersion"));
  }

  String namespace() {
    var namespace = text(object.at("/metadata/namespace"));
    return namespace.isEmpty() ? "default" : namespace;
  }

  String name() {
    return text(object.at("/metadata/name"));
  }

  /** {@code Kind namespace/name}. */
  String id() {
    return kind() + " " + namespace() + "/" + name();
  }

  /** The line of a path, or of the nearest thing around it. */
  int line(String path) {
    for (var at = path; !at.isEmpty(); at = parent(at)) {
      var line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return lines.getOrDefault("", 1);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  @Override
  public String toString() {
    return id() + " in " + file;
  }
}

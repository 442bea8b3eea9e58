package dev.headgate.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The statuses that the operator writes to a folder: {@code Kind/namespace/name.json}. */
final class Statuses {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One object's summary condition.
   *
   * @param name {@code Kind namespace/name}
   * @param ready True, False or Unknown
   * @param reason CamelCase
   * @param message for a person
   */
  record Readiness(String name, String ready, String reason, String message) {}

  private final Path directory;

  Statuses(Path directory) {
    this.directory = directory;
  }

  /** Every object that has a status, sorted by name; half-written files are left out. */
  List<Readiness> all() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    var all = new ArrayList<Readiness>();
    try (var files = Files.walk(directory, 3)) {
      for (var file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        try {
          all.add(readiness(JSON.readTree(file.toFile())));
        } catch (IOException beingWritten) {
          // the next look sees it whole
        }
      }
    }
    return all;
  }

  private static Readiness readiness(JsonNode object) {
    var metadata = object.path("metadata");
    var name =
        object.path("kind").asText()
            + " "
            + metadata.path("namespace").asText()
            + "/"
            + metadata.path("name").asText();
    for (var condition : object.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return new Readiness(
            name,
            condition.path("status").asText("Unknown"),
            condition.path("reason").asText(""),
            condition.path("message").asText(""));
      }
    }
    return new Readiness(name, "Unknown", "", "");
  }
}

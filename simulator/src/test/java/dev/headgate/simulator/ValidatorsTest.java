package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each case of {@code validators/*.json} is a merge patch (RFC 7396) on that file's valid body; it
 * is accepted when it has no error, else refused with exactly that status and error. With {@code
 * HEADGATE_GOLDEN=write} the errors are written instead of compared, for a person to review.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidatorsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Path folder =
      Path.of(System.getProperty("headgate.root"), "simulator/src/test/resources/validators");
  private Http http;

  @BeforeAll
  void start() throws Exception {
    var simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    http = new Http(simulator.port());
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @TestFactory
  Stream<DynamicContainer> everyRuleSpeaksAsTheProviderDoes() throws Exception {
    try (var files = Files.list(folder)) {
      return files.sorted().toList().stream().map(this::cases);
    }
  }

  private DynamicContainer cases(Path file) {
    try {
      JsonNode suite = Http.JSON.readTree(file.toFile());
      assertThat(suite.get("cases").size()).isGreaterThan(5);
      if ("write".equals(System.getenv("HEADGATE_GOLDEN"))) {
        write(file, suite);
      }
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(),
          StreamSupport.stream(suite.get("cases").spliterator(), false)
              .map(c -> DynamicTest.dynamicTest(c.get("why").asText(), () -> check(suite, c))));
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private void check(JsonNode suite, JsonNode given) throws Exception {
    var answer = http.post(path(suite, given), body(suite, given));

    if (!given.has("error")) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return;
    }
    assertThat(answer.statusCode()).isEqualTo(given.get("status").asInt());
    assertThat(Http.JSON.readTree(answer.body())).isEqualTo(given.get("error"));
  }

  private void write(Path file, JsonNode suite) throws java.io.IOException, InterruptedException {
    for (JsonNode given : suite.get("cases")) {
      var answer = http.post(path(suite, given), body(suite, given));
      if (given.has("error")) {
        ((ObjectNode) given).put("status", answer.statusCode());
        ((ObjectNode) given).set("error", Http.JSON.readTree(answer.body()));
      }
    }
    Files.writeString(file, pretty(suite));
  }

  private static String pretty(JsonNode suite) {
    var lines = new StringBuilder("{\n  \"path\": " + suite.get("path"));
    lines.append(",\n  \"valid\": ").append(suite.get("valid")).append(",\n  \"cases\": [");
    String separator = "\n";
    for (JsonNode given : suite.get("cases")) {
      lines.append(separator).append("    {");
      String comma = "";
      for (var field : given.properties()) {
        lines.append(comma).append("\n      \"").append(field.getKey()).append("\": ");
        lines.append(field.getValue());
        comma = ",";
      }
      lines.append("\n    }");
      separator = ",\n";
    }
    return lines.append("\n  ]\n}\n").toString();
  }

  private static String path(JsonNode suite, JsonNode given) {
    return given.path("path").asText(suite.get("path").asText());
  }

  private static String body(JsonNode suite, JsonNode given) {
    return given.has("text")
        ? given.get("text").asText()
        : merge(suite.get("valid").deepCopy(), given.get("patch")).toString();
  }

  private static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged = target.isObject() ? (ObjectNode) target : Http.JSON.createObjectNode();
    for (var field : patch.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        JsonNode old = merged.path(field.getKey());
        merged.set(field.getKey(), merge(old, field.getValue()));
      }
    }
    return merged;
  }
}

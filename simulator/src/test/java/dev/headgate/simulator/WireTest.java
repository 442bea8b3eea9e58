package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands on the wire for the requests of {@code wire/in-*.json}, as in {@code wire/out-*.txt}.
 * Numbers and times are masked; with {@code HEADGATE_GOLDEN=write} the files are written for a
 * person to review.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {
  private final Vertx vertx = Vertx.vertx();
  private static final Path FOLDER =
      Path.of(System.getProperty("headgate.root"), "simulator/src/test/resources/wire");
  private Http http;
  private Simulator simulator;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    http = new Http(simulator.port());
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  static List<String> requests() throws Exception {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("in-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answersLookAsTheProvidersDo(String name) throws Exception {
    JsonNode given = Http.JSON.readTree(FOLDER.resolve(name).toFile());
    if (given.has("fault")) {
      simulator.script("{\"fault\": " + given.get("fault") + "}");
    }

    var answer = http.post(given.get("path").asText(), given.get("body").toString());

    String wire =
        answer.statusCode()
            + "\ncontent-type: "
            + answer.headers().firstValue("content-type").orElse("")
            + "\n\n"
            + answer.body();
    String masked =
        wire.replaceAll("sim[0-9a-f]{16}", "simNUMBER")
            .replaceAll("(call|toolu|tooluse)_[0-9a-f]{16}", "$1_NUMBER")
            .replaceAll("\"created(_at)?\":[0-9]+", "\"created$1\":0")
            .replaceAll("gAAAAAB[A-Za-z0-9_=-]+", "gAAAAAB_OPAQUE")
            .replace("\r", "\\r");
    Path out = FOLDER.resolve("out-" + name.substring(3).replace(".json", ".txt"));
    if ("write".equals(System.getenv("HEADGATE_GOLDEN"))) {
      Files.writeString(out, masked);
    }
    assertThat(masked).isEqualTo(Files.readString(out, StandardCharsets.UTF_8));
  }
}

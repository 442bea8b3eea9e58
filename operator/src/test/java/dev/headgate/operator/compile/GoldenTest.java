package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headgate.contract.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code compile/} is a case: {@code in-*.yaml} is the world, and what is
 * compiled for its gateways stands in {@code out-snapshot.json} and {@code out-verdicts.yaml}.
 * {@code -Dheadgate.golden=write} writes what is compiled now; read the diff.
 */
class GoldenTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("headgate.root", ".."), "operator/src/test/resources/compile");
  private static final boolean WRITE = "write".equals(System.getProperty("headgate.golden"));

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(SOURCES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatIsCompiledIsWhatAPersonHasReviewed(Path folder) throws IOException {
    var world = ManifestWorld.ofFolder(folder);

    var until = new LinkedHashMap<String, Object>();
    var snapshots = new StringBuilder();
    var verdicts = new TreeMap<ObjectKey, Verdict>();
    for (var gateway : world.gateways()) {
      var compilation = Compiler.compile(Attachment.nameOf(gateway), world);
      snapshots.append(pretty(compilation.snapshot()));
      verdicts.putAll(compilation.verdicts());
      put(until, gateway.id(), compilation.validUntil());
    }
    verdicts.putAll(Compiler.unattached(world));

    check(folder.resolve("out-snapshot.json"), snapshots.toString());
    check(folder.resolve("out-verdicts.yaml"), YAML.writeValueAsString(readable(verdicts, until)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void noVerdictAndNoTextOfTheWorldShowsASecret(Path folder) {
    var documents = ManifestWorld.documentsOfFolder(folder);
    var world = ManifestWorld.of(documents);
    var told = new StringBuilder(world.toString());
    told.append(Compiler.unattached(world));
    for (var gateway : world.gateways()) {
      told.append(Compiler.compile(Attachment.nameOf(gateway), world));
    }

    var secrets =
        documents.stream()
            .filter(d -> d.path("kind").asText().equals("Secret"))
            .flatMap(d -> d.path("stringData").valueStream())
            .map(v -> v.asText().strip())
            .filter(v -> v.length() > 5)
            .toList();
    assertThat(secrets).allSatisfy(secret -> assertThat(told).doesNotContain(secret));
  }

  private static void check(Path golden, String actual) throws IOException {
    if (WRITE) {
      Files.writeString(golden, actual);
    }
    assertThat(golden).exists();
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  private static String pretty(Snapshot snapshot) throws IOException {
    JsonNode canonical = JSON.readTree(SnapshotCodec.canonical(snapshot));
    return JSON.writeValueAsString(canonical) + "\n";
  }

  private static Map<String, Object> readable(
      Map<ObjectKey, Verdict> verdicts, Map<String, Object> until) {
    var all = new LinkedHashMap<String, Object>();
    until.forEach((gateway, moment) -> all.put("valid until, " + gateway, moment.toString()));
    verdicts.forEach((key, verdict) -> all.put(key.toString(), readable(verdict)));
    return all;
  }

  private static Map<String, Object> readable(Verdict verdict) {
    var one = new LinkedHashMap<String, Object>();
    put(one, "generation", verdict.generation() == 0 ? null : verdict.generation());
    one.put("accepted", word(verdict.accepted()));
    one.put("resolvedRefs", word(verdict.resolvedRefs()));
    one.put("able", word(verdict.able()));
    one.put("carried", verdict.carried());
    one.put(
        "problems",
        verdict.problems().stream()
            .map(p -> p.reason() + " at " + p.path() + ": " + p.message())
            .toList());
    one.put("unsupported", verdict.unsupported());
    put(one, "facts", verdict.facts());
    one.put(
        "expires",
        verdict.expiries().known().stream()
            .map(
                e ->
                    "%s in %s at %s, soon from %s, says %s"
                        .formatted(e.what(), e.secret(), e.at(), e.soon(), e.source()))
            .toList());
    one.put("expires, unreadable", verdict.expiries().unreadable());
    return one;
  }

  private static void put(Map<String, Object> to, String key, @Nullable Object value) {
    if (value != null) {
      to.put(key, value);
    }
  }

  private static String word(Check check) {
    return check.ok() ? "yes" : "no, " + check.reason();
  }
}

package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples show every field that works, and everything in them works. */
class SamplesTest {
  private static final Path SAMPLES = Path.of(System.getProperty("headgate.root", ".."), "samples");

  /** These have no effect yet, but something that works needs them beside it. */
  private static final Set<String> SHOWN_WITHOUT_EFFECT =
      Set.of(
          "spec.thresholds[0].action",
          "spec.thresholds[1].action",
          "spec.firewallRef",
          "spec.injection");

  @Test
  void everyObjectOfTheQuickstartIsCarriedWithNothingUnsupported() throws IOException {
    var world = ManifestWorld.of(documents("quickstart"));

    var compilation = Compiler.compile(new NamespacedName("ai", "main"), world);

    assertThat(Compiler.unattached(world)).isEmpty();
    assertThat(compilation.verdicts()).hasSize(8);
    assertThat(compilation.verdicts().values())
        .allSatisfy(
            verdict -> {
              assertThat(verdict.good()).as(verdict.toString()).isTrue();
              assertThat(verdict.carried()).as(verdict.toString()).isTrue();
              assertThat(verdict.problems()).isEmpty();
              assertThat(verdict.unsupported()).isEmpty();
            });
    assertThat(compilation.snapshot().routes())
        .extracting(
            route ->
                route.id()
                    + route.targets().stream()
                        .map(target -> " " + target.tier() + " " + target.backend())
                        .collect(Collectors.joining()))
        .containsExactly(
            "ai/agent 1 ai/openai-a 2 ai/anthropic", "ai/chat 1 ai/openai-a 2 ai/openai-b");
  }

  @Test
  void everyBackendOfExternalSecretsWaitsForItsKeyAndForNothingElse() throws IOException {
    var documents = documents("quickstart");
    documents.addAll(documents("external-secrets"));
    var world = ManifestWorld.of(documents);

    var verdicts = Compiler.compile(new NamespacedName("ai", "main"), world).verdicts();

    assertThat(
            verdicts.values().stream()
                .flatMap(
                    verdict ->
                        verdict.problems().stream()
                            .map(p -> verdict.key().name() + " " + p.reason())))
        .containsOnly(
            "openai RefNotFound",
            "azure-openai RefNotFound",
            "bedrock RefNotFound",
            "assistant NotResolved",
            "assistant NoTarget");
  }

  @Test
  void everyObjectThatShowsAFieldWorks() throws IOException {
    var world = ManifestWorld.of(documents("every-field"));

    for (var gateway : world.gateways()) {
      assertThat(Compiler.compile(Attachment.nameOf(gateway), world).verdicts().values())
          .allSatisfy(SamplesTest::works);
    }
    assertThat(Compiler.unattached(world)).isEmpty();
  }

  private static void works(Verdict verdict) {
    assertThat(verdict.good()).as(verdict.toString()).isTrue();
    assertThat(verdict.problems()).as(verdict.toString()).isEmpty();
    assertThat(SHOWN_WITHOUT_EFFECT).containsAll(verdict.unsupported());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyFieldThatWorksIsInASample(Kind kind) throws IOException {
    var shown = new TreeSet<String>();
    for (var folder : List.of("quickstart", "every-field")) {
      for (var document : documents(folder)) {
        if (document.path("kind").asText().equals(kind.name())) {
          collect(document.path("spec"), "spec", shown);
        }
      }
    }

    var missing = new TreeSet<>(SchemaFields.of(kind).keySet());
    missing.removeIf(path -> EveryFieldTest.isUnbuilt(kind, path) || shown.contains(path));

    assertThat(missing).isEmpty();
  }

  private static void collect(JsonNode node, String path, Set<String> shown) {
    shown.add(path);
    if (node.isArray()) {
      node.forEach(element -> collect(element, path + "[]", shown));
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        collect(member.getValue(), path + "." + member.getKey(), shown);
      }
    }
  }

  private static List<JsonNode> documents(String folder) throws IOException {
    var documents = new ArrayList<JsonNode>();
    try (var files = Files.list(SAMPLES.resolve(folder))) {
      for (var file : files.sorted().toList()) {
        documents.addAll(ManifestWorld.documents(Files.readString(file)));
      }
    }
    return documents;
  }
}

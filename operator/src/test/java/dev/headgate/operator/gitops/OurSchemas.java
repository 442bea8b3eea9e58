package dev.headgate.operator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headgate.operator.compile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** What the CRDs say that users apply. */
final class OurSchemas {
  private static final Path CRDS = Path.of(System.getProperty("headgate.root", ".."), "crds/yaml");

  private OurSchemas() {}

  /** The status of an object before the operator has seen it. */
  static JsonNode unseen(Kind kind) {
    try {
      return new YAMLMapper()
          .readTree(
              CRDS.resolve(kind.name().toLowerCase(Locale.ROOT) + "s.headgate.dev.yaml").toFile())
          .at("/spec/versions/0/schema/openAPIV3Schema/properties/status/default");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

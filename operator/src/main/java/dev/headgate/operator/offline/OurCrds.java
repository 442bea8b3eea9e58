package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.headgate.operator.compile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The CRDs of this build, as users apply them: they travel with the records of the kinds. */
final class OurCrds {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private OurCrds() {}

  /** One for each kind. */
  static List<JsonNode> all() {
    return Arrays.stream(Kind.values()).map(OurCrds::of).toList();
  }

  private static JsonNode of(Kind kind) {
    var resource =
        "/META-INF/headgate/crds/" + kind.name().toLowerCase(Locale.ROOT) + "s.headgate.dev.yaml";
    try (var in = OurCrds.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + resource);
      }
      return YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

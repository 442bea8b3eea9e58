package dev.headgate.crds.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the CRDs and their reference pages: {@code make crds}. The argument is the repository's
 * root.
 */
public final class Generate {

  private Generate() {}

  /** Writes every generated file below {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    for (Map.Entry<Path, String> file : files().entrySet()) {
      Path target = root.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
  }

  /** Every generated file's content, by its path from the repository's root. */
  static Map<Path, String> files() {
    var files = new LinkedHashMap<Path, String>();
    Definitions.all()
        .forEach(
            (kind, definition) -> {
              files.put(yamlPath(definition), Yaml.of(definition));
              files.put(pagePath(definition), Reference.of(kind, definition));
            });
    return files;
  }

  private static Path yamlPath(CustomResourceDefinition definition) {
    return Path.of("crds", "yaml", definition.getMetadata().getName() + ".yaml");
  }

  private static Path pagePath(CustomResourceDefinition definition) {
    return Path.of("docs", "reference", definition.getSpec().getNames().getSingular() + ".md");
  }
}

package dev.headgate.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an image is made of, as CycloneDX: the jars that cyclonedx-maven-plugin found for the
 * module, less those that the image leaves out, the JVM and the distribution's packages.
 */
final class Bom {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode root;
  private final ArrayNode components;

  private Bom(ObjectNode root, ArrayNode components) {
    this.root = root;
    this.components = components;
  }

  /** Of an image without jars. */
  static Bom empty() {
    ObjectNode root = JSON.createObjectNode();
    root.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    return new Bom(root, root.putArray("components"));
  }

  /**
   * Of a module's jars.
   *
   * @param file what the plugin wrote
   * @param jars names of the jars that the image has, the module's own apart
   * @throws IOException when a jar of the image is not in the file
   */
  static Bom of(Path file, Collection<String> jars) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not there: run `make images`, which makes it first");
    }
    ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
    ArrayNode all = (ArrayNode) root.get("components");
    Set<String> unlisted = new TreeSet<>(jars);
    ArrayNode kept = JSON.createArrayNode();
    for (JsonNode component : all) {
      String jar = jarOf(component.path("purl").asText());
      if (jars.contains(jar)) {
        unlisted.remove(jar);
        kept.add(component);
      }
    }
    if (!unlisted.isEmpty()) {
      throw new IOException(file + " does not list " + unlisted);
    }
    root.set("components", kept);
    JsonNode module = root.path("metadata").path("component");
    if (!module.isMissingNode()) {
      kept.add(module);
    }
    keepReferences(root, kept);
    return new Bom(root, kept);
  }

  /** {@code pkg:maven/group/name@1.0?classifier=c&type=jar} is {@code name-1.0-c.jar}. */
  static String jarOf(String purl) {
    String path = purl.split("\\?", 2)[0];
    String[] named = path.substring(path.lastIndexOf('/') + 1).split("@", 2);
    String classifier =
        purl.contains("classifier=") ? "-" + purl.replaceFirst(".*classifier=([^&]*).*", "$1") : "";
    return named.length < 2 ? "" : named[0] + "-" + named[1] + classifier + ".jar";
  }

  private static void keepReferences(ObjectNode root, ArrayNode kept) {
    Set<String> known = new HashSet<>();
    kept.forEach(component -> known.add(component.path("bom-ref").asText()));
    ArrayNode dependencies = JSON.createArrayNode();
    for (JsonNode dependency : root.path("dependencies")) {
      if (known.contains(dependency.path("ref").asText())) {
        ObjectNode entry = dependencies.addObject().put("ref", dependency.path("ref").asText());
        ArrayNode on = entry.putArray("dependsOn");
        dependency
            .path("dependsOn")
            .forEach(
                ref -> {
                  if (known.contains(ref.asText())) {
                    on.add(ref.asText());
                  }
                });
      }
    }
    root.set("dependencies", dependencies);
  }

  /** Adds the JVM. */
  Bom with(JavaRuntime.Release jvm) {
    String purl = "pkg:generic/openjdk@" + escaped(jvm.version());
    components
        .addObject()
        .put("type", "platform")
        .put("bom-ref", purl)
        .put("publisher", jvm.vendor())
        .put("name", "openjdk")
        .put("version", jvm.version())
        .put("purl", purl);
    return this;
  }

  /** Adds what comes from the distribution. */
  Bom with(List<DebianPackage> packages, Distribution.Release release) {
    for (DebianPackage from : packages) {
      String purl =
          "pkg:deb/%s/%s@%s?arch=%s&distro=%s-%s"
              .formatted(
                  release.id(),
                  from.name(),
                  escaped(from.version()),
                  from.architecture(),
                  release.id(),
                  release.version());
      components
          .addObject()
          .put("type", "library")
          .put("bom-ref", purl)
          .put("name", from.name())
          .put("version", from.version())
          .put("purl", purl);
    }
    return this;
  }

  /** Writes it beside the image. */
  void write(Archive.Written image) throws IOException {
    ObjectNode metadata = root.withObject("/metadata");
    metadata
        .putObject("component")
        .put("type", "container")
        .put("bom-ref", image.reference())
        .put("name", image.reference().replaceFirst(":[^:/]*$", ""))
        .put("version", image.digest());
    JSON.writeValue(image.bill().toFile(), root);
  }

  private static String escaped(String version) {
    return URLEncoder.encode(version, StandardCharsets.UTF_8);
  }
}

package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads manifests as kubectl does, and remembers where everything stands. */
final class ManifestReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 64;

  /**
   * What a file holds.
   *
   * @param manifests its documents, empty ones left out
   * @param findings what is wrong with its syntax, and values that YAML reads unexpectedly
   */
  record Contents(List<Manifest> manifests, List<Finding> findings) {
    boolean broken() {
      return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.Problem);
    }
  }

  private final Path file;
  private final List<Manifest> manifests = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Map<String, Integer> lines = new HashMap<>();

  private ManifestReader(Path file) {
    this.file = file;
  }

  /** Reads a file; what cannot be read is a finding. */
  static Contents read(Path file) {
    var reader = new ManifestReader(file);
    try {
      reader.documents(Files.readString(file));
    } catch (MalformedInputException e) {
      reader.problem(1, "the file is not UTF-8 text");
    } catch (IOException e) {
      reader.problem(1, "cannot be read: " + e.getMessage());
    }
    return new Contents(List.copyOf(reader.manifests), List.copyOf(reader.findings));
  }

  private void documents(String text) {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(50);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      for (Node node : new Yaml(options).composeAll(new java.io.StringReader(text))) {
        document(node);
      }
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      problem(mark == null ? 1 : mark.getLine() + 1, "is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problem(1, "is not YAML: " + firstLine(e));
    }
  }

  private static String firstLine(YAMLException e) {
    var message = e.getMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }

  private void document(Node node) {
    lines = new HashMap<>();
    var json = convert(node, "", 0);
    if (json.isNull()) {
      return;
    }
    if (!(json instanceof ObjectNode object)) {
      problem(line(node), "a manifest is a mapping with apiVersion, kind and metadata");
      return;
    }
    if (object.path("kind").asText().equals("List") && object.path("items").isArray()) {
      for (JsonNode item : object.path("items")) {
        if (item instanceof ObjectNode one) {
          manifests.add(new Manifest(file, one, Map.of("", line(node))));
        }
      }
      return;
    }
    manifests.add(new Manifest(file, object, Map.copyOf(lines)));
  }

  private JsonNode convert(Node node, String path, int depth) {
    if (depth > MAX_DEPTH) { // an alias to something around it has no end
      throw new YAMLException("nested deeper than " + MAX_DEPTH);
    }
    lines.putIfAbsent(path, line(node));
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path, depth);
      case SequenceNode sequence -> {
        var array = JSON.arrayNode();
        for (var element : sequence.getValue()) {
          array.add(convert(element, path + "[" + array.size() + "]", depth + 1));
        }
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar, path);
      default -> throw new YAMLException("unknown node " + node.getNodeId());
    };
  }

  private ObjectNode mapping(MappingNode mapping, String path, int depth) {
    var object = JSON.objectNode();
    var merged = JSON.objectNode();
    for (var entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        problem(line(entry.getKeyNode()), "a key must be a plain word");
        continue;
      }
      var key = keyNode.getValue();
      if (key.equals("<<") && keyNode.isPlain()) {
        if (convert(entry.getValueNode(), path, depth + 1) instanceof ObjectNode defaults) {
          merged.setAll(defaults);
        }
        continue;
      }
      if (object.has(key)) {
        problem(line(keyNode), "\"" + key + "\" stands twice in the same mapping");
      }
      var at = path.isEmpty() ? key : path + "." + key;
      lines.put(at, line(keyNode));
      object.set(key, convert(entry.getValueNode(), at, depth + 1));
    }
    for (var entry : merged.properties()) {
      object.putIfAbsent(entry.getKey(), entry.getValue());
    }
    return object;
  }

  private JsonNode scalar(ScalarNode scalar, String path) {
    if (!scalar.isPlain()) {
      return JSON.textNode(scalar.getValue());
    }
    var value = PlainScalar.resolve(scalar.getValue());
    if (PlainScalar.surprises(scalar.getValue())) {
      findings.add(
          new Finding(
              file,
              line(scalar),
              "",
              path,
              "YAML 1.1 reads "
                  + scalar.getValue()
                  + " as "
                  + value
                  + "; write true or false, or put it in quotes",
              Finding.Severity.Warning));
    }
    return value;
  }

  private void problem(int line, String message) {
    findings.add(new Finding(file, line, "", "", message, Finding.Severity.Problem));
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}

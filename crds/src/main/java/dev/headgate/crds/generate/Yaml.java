package dev.headgate.crds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.utils.Serialization;

/** CRDs as text. */
final class Yaml {

  private Yaml() {}

  static JsonNode text(String value) {
    return TextNode.valueOf(value);
  }

  static String of(Object resource) {
    return Serialization.asYaml(resource);
  }
}

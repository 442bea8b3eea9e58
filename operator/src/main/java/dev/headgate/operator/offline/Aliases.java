package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Addresses that manifests name and that are elsewhere on this machine: a standalone with moved
 * ports still runs the samples as they are written.
 *
 * @param addresses {@code host:port} as written to {@code host:port} as it is
 */
record Aliases(Map<String, String> addresses) {
  Aliases {
    addresses = Map.copyOf(addresses);
  }

  /** Changes the places where our kinds name an address. */
  void apply(ObjectNode object) {
    if (!(object.path("spec") instanceof ObjectNode spec)) {
      return;
    }
    if (spec.path("baseUrl").isTextual()) {
      spec.put("baseUrl", inUrl(spec.path("baseUrl").textValue()));
    }
    if (spec.at("/redis/nodes") instanceof ArrayNode nodes) {
      for (var i = 0; i < nodes.size(); i++) {
        var node = nodes.get(i).asText();
        nodes.set(i, nodes.textNode(addresses.getOrDefault(node, node)));
      }
    }
  }

  private String inUrl(String url) {
    for (var alias : addresses.entrySet()) {
      var at = url.indexOf("://" + alias.getKey());
      var end = at + 3 + alias.getKey().length();
      if (at > 0 && (end == url.length() || url.charAt(end) == '/')) {
        return url.substring(0, at + 3) + alias.getValue() + url.substring(end);
      }
    }
    return url;
  }
}

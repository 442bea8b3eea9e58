package dev.headgate.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.crds.KindStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two statuses say the same: then nothing is written. The order of lists of objects means
 * nothing, since an API server keeps its own.
 */
public final class SameStatus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SameStatus() {}

  /** Compares what would be on the wire. */
  public static boolean same(@Nullable KindStatus one, @Nullable KindStatus other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.equals(other) || canonical(one).equals(canonical(other));
  }

  private static JsonNode canonical(KindStatus status) {
    return sorted(JSON.valueToTree(status));
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<JsonNode> items = new ArrayList<>();
      array.forEach(item -> items.add(sorted(item)));
      if (items.stream().allMatch(JsonNode::isObject)) {
        items.sort(Comparator.comparing(JsonNode::toString));
      }
      return JSON.createArrayNode().addAll(items);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object
          .properties()
          .forEach(property -> copy.set(property.getKey(), sorted(property.getValue())));
      return copy;
    }
    return node;
  }
}

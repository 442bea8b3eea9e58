package dev.headgate.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names an object's content: what someone may have changed by hand, without what the API server and
 * the controllers write by themselves.
 */
final class ObjectDigest {
  private static final List<String> KEPT = List.of("labels", "annotations", "ownerReferences");

  private final KubernetesSerialization serialization;

  ObjectDigest(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  String of(HasMetadata object) {
    ObjectNode node = serialization.convertValue(object, ObjectNode.class);
    node.remove("status");
    if (node.get("metadata") instanceof ObjectNode metadata) {
      metadata.retain(KEPT);
      // The rollout's own counter is not a wish.
      JsonNode annotations = metadata.get("annotations");
      if (annotations instanceof ObjectNode map) {
        map.remove("deployment.kubernetes.io/revision");
      }
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(node.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

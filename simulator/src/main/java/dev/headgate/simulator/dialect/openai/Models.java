package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** {@code GET /v1/models}. */
public final class Models {
  private static final long CREATED = 1_735_689_600;

  private Models() {}

  /** The list's body. */
  public static String list(Collection<String> names) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("object", "list");
    var data = root.putArray("data");
    for (String name : names) {
      data.addObject()
          .put("id", name)
          .put("object", "model")
          .put("created", CREATED)
          .put("owned_by", "simulator");
    }
    return root.toString();
  }
}

package dev.headgate.conversation.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import java.util.List;

/**
 * Tells another provider what a provider's own tool did: its JSON as text, without what is
 * encrypted for its maker.
 */
final class ServerToolWords {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> SEALED =
      List.of("encrypted_content", "encrypted_index", "encrypted_stdout", "cache_control");

  private ServerToolWords() {}

  static Part of(Part.ServerTool tool, Losses losses) {
    losses.degrading(
        tool.marks().at(),
        Loss.Action.REPLACED,
        "what the other provider's own tool did is told in words");
    return new Part.Text("(" + tool.type() + ": " + opened(tool.json()) + ")", tool.marks());
  }

  private static String opened(String json) {
    try {
      var root = MAPPER.readTree(json);
      strip(root);
      return JsonText.whole(root.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a server tool in the model is one JSON value", e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(SEALED);
    }
    node.forEach(ServerToolWords::strip);
  }
}

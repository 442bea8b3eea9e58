package dev.headgate.simulator.dialect.anthropic;

import static dev.headgate.simulator.shape.Shapes.ANYTHING;
import static dev.headgate.simulator.shape.Shapes.FLAG;
import static dev.headgate.simulator.shape.Shapes.OBJECT;
import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.oneOf;
import static dev.headgate.simulator.shape.Shapes.text;
import static dev.headgate.simulator.shape.Shapes.textOrList;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Shapes;
import dev.headgate.simulator.shape.Violation;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a message consists of. */
final class BlockShape {
  private static final int MANY = Integer.MAX_VALUE;
  private static final String ID = "^[a-zA-Z0-9_-]+$";

  static final Shape CACHE =
      new Fields().required("type", oneOf("ephemeral")).optional("ttl", oneOf("5m", "1h")).orNull();

  static final Shape TEXT_BLOCK = block().required("text", TEXT).nullable("citations", ANYTHING);

  private static final Shape IMAGE =
      block()
          .required(
              "source",
              tagged(
                  Map.of(
                      "base64",
                      base64("image/jpeg", "image/png", "image/gif", "image/webp"),
                      "url",
                      typed().required("url", BlockShape::httpsUrl),
                      "file",
                      typed().required("file_id", TEXT))));

  private static final Shape DOCUMENT =
      block()
          .required(
              "source",
              tagged(
                  Map.of(
                      "base64",
                      base64("application/pdf"),
                      "text",
                      typed().required("media_type", oneOf("text/plain")).required("data", TEXT),
                      "content",
                      typed().required("content", textOrList(TEXT, list(OBJECT, 1, MANY))),
                      "url",
                      typed().required("url", BlockShape::httpsUrl),
                      "file",
                      typed().required("file_id", TEXT))))
          .nullable("title", TEXT)
          .nullable("context", TEXT)
          .nullable("citations", OBJECT);

  private static final Shape SEARCH_RESULT =
      block()
          .required("source", TEXT)
          .required("title", TEXT)
          .required("content", list(TEXT_BLOCK, 1, MANY))
          .nullable("citations", OBJECT);

  private static final Shape RESULT_PART =
      tagged(
          Map.of(
              "text", TEXT_BLOCK,
              "image", IMAGE,
              "document", DOCUMENT,
              "search_result", SEARCH_RESULT,
              "tool_reference", block().required("tool_name", TEXT)));

  /** What the provider's own tools leave in a conversation; it is not looked into. */
  private static final List<String> SERVER_BLOCKS =
      List.of(
          "server_tool_use",
          "web_search_tool_result",
          "web_fetch_tool_result",
          "code_execution_tool_result",
          "bash_code_execution_tool_result",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result",
          "advisor_tool_result",
          "mcp_tool_use",
          "mcp_tool_result",
          "compaction",
          "container_upload");

  static final Shape BLOCK = tagged(blocks());

  private BlockShape() {}

  private static Map<String, Shape> blocks() {
    var blocks = new TreeMap<String, Shape>();
    blocks.put("text", TEXT_BLOCK);
    blocks.put("image", IMAGE);
    blocks.put("document", DOCUMENT);
    blocks.put("search_result", SEARCH_RESULT);
    blocks.put(
        "tool_use",
        block()
            .required("id", text(1, MANY, ID))
            .required("name", text(1, 200, "^[a-zA-Z0-9_-]{1,200}$"))
            .required("input", OBJECT)
            .optional("caller", OBJECT));
    blocks.put(
        "tool_result",
        block()
            .required("tool_use_id", text(1, MANY, ID))
            .optional("content", textOrList(TEXT, list(RESULT_PART, 0, MANY)))
            .optional("is_error", FLAG));
    blocks.put("thinking", typed().required("thinking", TEXT).required("signature", TEXT));
    blocks.put("redacted_thinking", typed().required("data", TEXT));
    SERVER_BLOCKS.forEach(type -> blocks.put(type, OBJECT));
    for (var change : new String[] {"tool_addition", "tool_removal"}) {
      blocks.put(change, OBJECT);
    }
    return blocks;
  }

  private static Fields block() {
    return new Fields().required("type", TEXT).optional("cache_control", CACHE);
  }

  static Fields typed() {
    return new Fields().required("type", TEXT);
  }

  private static Fields base64(String... mediaTypes) {
    return typed()
        .required("media_type", oneOf(mediaTypes))
        .required("data", text(1, MANY).and(BlockShape::base64Data));
  }

  private static void base64Data(JsonNode value, Path path, List<Violation> found) {
    try {
      Base64.getDecoder().decode(value.textValue());
    } catch (IllegalArgumentException wrong) {
      found.add(new Violation.Rule(path, null, "Invalid base64 data"));
    }
  }

  private static void httpsUrl(JsonNode value, Path path, List<Violation> found) {
    if (!value.isTextual()) {
      found.add(Shapes.wrong(path, "a string", value));
    } else if (!value.textValue().startsWith("https://")) {
      found.add(new Violation.Rule(path, null, "Only HTTPS URLs are supported."));
    }
  }

  /** An object whose type chooses its shape; the type is a step of its errors' paths. */
  static Shape tagged(Map<String, Shape> shapes) {
    String expected =
        new TreeSet<>(shapes.keySet())
            .stream().map(tag -> "'" + tag + "'").collect(Collectors.joining(", "));
    return OBJECT.and(
        (value, path, found) -> {
          if (!value.has("type")) {
            found.add(
                new Violation.Rule(path, null, "Unable to extract tag using discriminator 'type'"));
            return;
          }
          String tag = value.get("type").asText();
          Shape shape = shapes.get(tag);
          if (shape == null) {
            found.add(
                new Violation.Rule(
                    path,
                    null,
                    "Input tag '"
                        + tag
                        + "' found using 'type' does not match any of the expected tags: "
                        + expected));
          } else {
            shape.check(value, path.field(tag), found);
          }
        });
  }
}

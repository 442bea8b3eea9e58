package dev.headgate.simulator.dialect.anthropic;

import static dev.headgate.simulator.shape.Shapes.ANYTHING;
import static dev.headgate.simulator.shape.Shapes.FLAG;
import static dev.headgate.simulator.shape.Shapes.OBJECT;
import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.byField;
import static dev.headgate.simulator.shape.Shapes.decimal;
import static dev.headgate.simulator.shape.Shapes.integer;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a Messages request looks like (Anthropic's API reference, messages/create). */
final class MessagesShape {
  private static final int MANY = Integer.MAX_VALUE;
  private static final String ID = "^[a-zA-Z0-9_-]+$";
  private static final String NAME = "^[a-zA-Z0-9_-]{1,128}$";

  private static final String SERVER_TOOL =
      "(bash|text_editor|computer|web_search|web_fetch|code_execution|memory|tool_search_tool_\\w+"
          + "|mcp_toolset)_?\\d*";

  private static final Shape CACHE =
      new Fields().required("type", oneOf("ephemeral")).optional("ttl", oneOf("5m", "1h")).orNull();

  private static final Shape TEXT_BLOCK =
      block().required("text", TEXT).nullable("citations", ANYTHING);

  private static final Shape IMAGE =
      block()
          .required(
              "source",
              tagged(
                  Map.of(
                      "base64",
                      base64("image/jpeg", "image/png", "image/gif", "image/webp"),
                      "url",
                      typed().required("url", MessagesShape::httpsUrl),
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
                      typed().required("url", MessagesShape::httpsUrl),
                      "file",
                      typed().required("file_id", TEXT))))
          .nullable("title", TEXT)
          .nullable("context", TEXT)
          .nullable("citations", OBJECT);

  private static final Shape RESULT_PART =
      tagged(Map.of("text", TEXT_BLOCK, "image", IMAGE, "document", DOCUMENT));

  private static final Shape BLOCK =
      tagged(
          Map.of(
              "text", TEXT_BLOCK,
              "image", IMAGE,
              "document", DOCUMENT,
              "tool_use",
                  block()
                      .required("id", text(1, MANY, ID))
                      .required("name", text(1, 200, "^[a-zA-Z0-9_-]{1,200}$"))
                      .required("input", OBJECT),
              "tool_result",
                  block()
                      .required("tool_use_id", text(1, MANY, ID))
                      .optional("content", textOrList(TEXT, list(RESULT_PART, 0, MANY)))
                      .optional("is_error", FLAG),
              "thinking",
                  new Fields()
                      .required("type", TEXT)
                      .required("thinking", TEXT)
                      .required("signature", TEXT),
              "redacted_thinking", new Fields().required("type", TEXT).required("data", TEXT),
              "server_tool_use", OBJECT,
              "web_search_tool_result", OBJECT));

  private static final Shape MESSAGE =
      new Fields()
          .required("role", oneOf("user", "assistant"))
          .required("content", textOrList(TEXT, list(BLOCK, 0, MANY)));

  private static final Shape CUSTOM_TOOL =
      new Fields()
          .optional("type", oneOf("custom"))
          .required("name", text(1, 128, NAME))
          .optional("description", TEXT)
          .required("input_schema", InputSchema::check)
          .optional("strict", FLAG)
          .optional("eager_input_streaming", FLAG)
          .optional("cache_control", CACHE);

  private static final Shape TOOL = MessagesShape::tool;

  private static final Shape TOOL_CHOICE =
      tagged(
          Map.of(
              "auto", choice(),
              "any", choice(),
              "none", new Fields().required("type", TEXT),
              "tool", choice().required("name", text(1, 128))));

  private static final Shape THINKING =
      tagged(
          Map.of(
              "enabled",
              new Fields()
                  .required("type", TEXT)
                  .required("budget_tokens", integer(1024, MANY))
                  .optional("display", oneOf("summarized", "omitted")),
              "disabled",
              new Fields().required("type", TEXT),
              "adaptive",
              typed().optional("display", oneOf("summarized", "omitted"))));

  /** The whole body. */
  static final Shape BODY =
      common()
          .required("max_tokens", integer(1, MANY))
          .optional("metadata", new Fields().nullable("user_id", text(0, 256)))
          .optional("stop_sequences", list(TEXT, 0, MANY))
          .optional("stream", FLAG)
          .optional("temperature", decimal(0, 1))
          .optional("top_k", integer(0, MANY))
          .optional("top_p", decimal(0, 1))
          .optional("service_tier", oneOf("auto", "standard_only"))
          .nullable("container", ANYTHING);

  /** The body of count_tokens. */
  static final Shape COUNT = common();

  private MessagesShape() {}

  private static Fields common() {
    return new Fields()
        .required("model", text(1, 256))
        .required("messages", list(MESSAGE, 1, MANY))
        .optional("system", textOrList(TEXT, list(systemBlock(), 0, MANY)))
        .optional("tools", list(TOOL, 0, MANY))
        .optional("tool_choice", TOOL_CHOICE)
        .optional("thinking", THINKING)
        .optional(
            "output_config",
            new Fields()
                .nullable("effort", oneOf("low", "medium", "high", "xhigh", "max"))
                .nullable(
                    "format",
                    typed()
                        .required("type", oneOf("json_schema"))
                        .required("schema", InputSchema::format)))
        .nullable("cache_control", CACHE)
        .optional("mcp_servers", list(OBJECT, 0, 20))
        .nullable("context_management", OBJECT);
  }

  private static Shape systemBlock() {
    return byField("type", Map.of("text", TEXT_BLOCK));
  }

  private static Fields block() {
    return new Fields().required("type", TEXT).optional("cache_control", CACHE);
  }

  private static Fields choice() {
    return new Fields().required("type", TEXT).optional("disable_parallel_tool_use", FLAG);
  }

  private static void tool(JsonNode value, Path path, List<Violation> found) {
    String type = value.path("type").asText("custom");
    if (type.equals("custom")) {
      CUSTOM_TOOL.check(value, path.field("custom"), found);
    } else if (!type.matches(SERVER_TOOL)) {
      found.add(
          new Violation.Rule(
              path,
              null,
              "Input tag '"
                  + type
                  + "' found using 'type' does not match any of the expected tags: 'custom',"
                  + " 'bash_20250124', 'text_editor_20250728', 'web_search_20250305'"));
    } else {
      OBJECT.check(value, path, found);
    }
  }

  private static Fields typed() {
    return new Fields().required("type", TEXT);
  }

  private static Fields base64(String... mediaTypes) {
    return typed()
        .required("media_type", oneOf(mediaTypes))
        .required("data", text(1, MANY).and(MessagesShape::base64Data));
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
  private static Shape tagged(Map<String, Shape> shapes) {
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

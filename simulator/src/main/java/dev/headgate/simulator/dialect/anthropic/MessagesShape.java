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
import dev.headgate.simulator.shape.Violation;
import java.util.List;
import java.util.Map;

/** What a Messages request looks like (Anthropic's API reference, messages/create). */
final class MessagesShape {
  private static final int MANY = Integer.MAX_VALUE;
  private static final String NAME = "^[a-zA-Z0-9_-]{1,128}$";

  private static final String SERVER_TOOL =
      "(bash|text_editor|computer|web_search|web_fetch|code_execution|memory|tool_search_tool_\\w+"
          + "|mcp_toolset)_?\\d*";

  private static final Shape MESSAGE =
      new Fields()
          .required("role", oneOf("user", "assistant", "system"))
          .required("content", textOrList(TEXT, list(BlockShape.BLOCK, 0, MANY)));

  private static final Shape CUSTOM_TOOL =
      new Fields()
          .optional("type", oneOf("custom"))
          .required("name", text(1, 128, NAME))
          .optional("description", TEXT)
          .required("input_schema", InputSchema::check)
          .optional("strict", FLAG)
          .optional("eager_input_streaming", FLAG)
          .optional("defer_loading", FLAG)
          .optional("allowed_callers", list(TEXT, 0, MANY))
          .optional("input_examples", list(OBJECT, 0, MANY))
          .optional("cache_control", BlockShape.CACHE);

  private static final Shape TOOL = MessagesShape::tool;

  private static final Shape TOOL_CHOICE =
      BlockShape.tagged(
          Map.of(
              "auto", choice(),
              "any", choice(),
              "none", new Fields().required("type", TEXT),
              "tool", choice().required("name", text(1, 128))));

  private static final Shape THINKING =
      BlockShape.tagged(
          Map.of(
              "enabled",
              new Fields()
                  .required("type", TEXT)
                  .required("budget_tokens", integer(1024, MANY))
                  .optional("display", oneOf("summarized", "omitted")),
              "disabled",
              new Fields().required("type", TEXT),
              "adaptive",
              BlockShape.typed().optional("display", oneOf("summarized", "omitted"))));

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
          .nullable("container", ANYTHING)
          .nullable(
              HeldThreads.FIELD,
              new Fields()
                  .required("type", oneOf("create", "continue"))
                  .optional("previous_message_id", TEXT));

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
                    BlockShape.typed()
                        .required("type", oneOf("json_schema"))
                        .required("schema", InputSchema::format)))
        .nullable(
            "output_format",
            BlockShape.typed()
                .required("type", oneOf("json_schema"))
                .required("schema", InputSchema::format))
        .nullable("cache_control", BlockShape.CACHE)
        .optional("mcp_servers", list(OBJECT, 0, 20))
        .nullable("context_management", OBJECT);
  }

  private static Shape systemBlock() {
    return byField("type", Map.of("text", BlockShape.TEXT_BLOCK));
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
}

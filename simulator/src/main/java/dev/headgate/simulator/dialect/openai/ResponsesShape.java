package dev.headgate.simulator.dialect.openai;

import static dev.headgate.simulator.shape.Shapes.FLAG;
import static dev.headgate.simulator.shape.Shapes.OBJECT;
import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.byField;
import static dev.headgate.simulator.shape.Shapes.decimal;
import static dev.headgate.simulator.shape.Shapes.integer;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.map;
import static dev.headgate.simulator.shape.Shapes.oneOf;
import static dev.headgate.simulator.shape.Shapes.text;
import static dev.headgate.simulator.shape.Shapes.textOrList;
import static dev.headgate.simulator.shape.Shapes.textOrObject;

import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Shape;
import java.util.Map;
import java.util.TreeMap;

/** What a Responses request looks like (OpenAI's API reference, responses/create). */
final class ResponsesShape {
  /** The only names that functions have. */
  static final String NAME = "^[a-zA-Z0-9_-]+$";

  private static final int MANY = Integer.MAX_VALUE;
  private static final int LONGEST_INPUT = 10_485_760;

  private static final Shape FUNCTION =
      typed()
          .required("name", text(1, 64, NAME))
          .required("parameters", OBJECT.orNull())
          .nullable("description", TEXT)
          .nullable("defer_loading", FLAG)
          .nullable("allowed_callers", list(TEXT, 0, MANY))
          .nullable("strict", FLAG);

  private static final Shape CUSTOM =
      typed()
          .required("name", text(1, 64, NAME))
          .optional("description", TEXT)
          .optional("format", OBJECT);

  private static final Shape TOOL = byField("type", tools());

  private static final Shape FORMAT =
      byField(
          "type",
          Map.of(
              "text", typed(),
              "json_object", typed(),
              "json_schema",
                  typed()
                      .required("name", text(1, 64, NAME))
                      .required("schema", OBJECT)
                      .optional("description", TEXT)
                      .nullable("strict", FLAG)));

  private static final Shape TOOL_CHOICE =
      textOrObject(oneOf("none", "auto", "required"), byField("type", choices()));

  /** The whole body. */
  static final Shape BODY =
      new Fields()
          .required("model", text(1, 256))
          .nullable("input", textOrList(text(0, LONGEST_INPUT), list(InputItems.ITEM, 0, MANY)))
          .nullable("background", FLAG)
          .nullable("context_management", list(OBJECT, 0, MANY))
          .nullable("client_metadata", map(TEXT, MANY))
          .nullable("conversation", textOrObject(TEXT, OBJECT))
          .nullable(
              "include",
              list(
                  oneOf(
                      "file_search_call.results",
                      "web_search_call.results",
                      "web_search_call.action.sources",
                      "message.input_image.image_url",
                      "computer_call_output.output.image_url",
                      "code_interpreter_call.outputs",
                      "reasoning.encrypted_content",
                      "message.output_text.logprobs"),
                  0,
                  MANY))
          .nullable("instructions", TEXT)
          .nullable("max_output_tokens", integer(16, MANY))
          .nullable("max_tool_calls", integer(1, MANY))
          .nullable("metadata", map(text(0, 512), 16))
          .nullable("parallel_tool_calls", FLAG)
          .nullable("previous_response_id", TEXT)
          .nullable("prompt", OBJECT)
          .optional("prompt_cache_key", TEXT)
          .nullable("prompt_cache_retention", oneOf("in_memory", "24h"))
          .nullable(
              "reasoning",
              new Fields()
                  .nullable("effort", oneOf("none", "minimal", "low", "medium", "high", "xhigh"))
                  .nullable("summary", oneOf("auto", "concise", "detailed"))
                  .nullable("generate_summary", oneOf("auto", "concise", "detailed")))
          .optional("safety_identifier", text(0, 64))
          .nullable("service_tier", oneOf("auto", "default", "flex", "scale", "priority"))
          .nullable("store", FLAG)
          .nullable("stream", FLAG)
          .nullable("stream_options", new Fields().optional("include_obfuscation", FLAG))
          .nullable("temperature", decimal(0, 2))
          .optional(
              "text",
              new Fields()
                  .optional("format", FORMAT)
                  .nullable("verbosity", oneOf("low", "medium", "high")))
          .optional("tool_choice", TOOL_CHOICE)
          .optional("tools", list(TOOL, 0, 128))
          .nullable("top_logprobs", integer(0, 20))
          .nullable("top_p", decimal(0, 1))
          .nullable("truncation", oneOf("auto", "disabled"))
          .optional("user", TEXT);

  private ResponsesShape() {}

  private static Fields typed() {
    return new Fields().required("type", TEXT);
  }

  private static Map<String, Shape> tools() {
    var tools = new TreeMap<String, Shape>();
    tools.put("function", FUNCTION);
    tools.put("custom", CUSTOM);
    tools.put(
        "namespace",
        typed()
            .required("name", text(1, 64, NAME))
            .required("description", TEXT)
            .required(
                "tools",
                list(byField("type", Map.of("function", FUNCTION, "custom", CUSTOM)), 1, MANY)));
    for (String hosted :
        new String[] {
          "apply_patch",
          "code_interpreter",
          "computer_use_preview",
          "file_search",
          "image_generation",
          "local_shell",
          "mcp",
          "shell",
          "tool_search",
          "web_search",
          "web_search_preview"
        }) {
      tools.put(hosted, OBJECT);
    }
    return tools;
  }

  private static Map<String, Shape> choices() {
    var choices = new TreeMap<String, Shape>();
    choices.put("function", typed().required("name", TEXT));
    choices.put("custom", typed().required("name", TEXT));
    choices.put(
        "allowed_tools",
        typed()
            .required("mode", oneOf("auto", "required"))
            .required("tools", list(OBJECT, 1, MANY)));
    choices.put("mcp", typed().required("server_label", TEXT).nullable("name", TEXT));
    for (String hosted :
        new String[] {
          "apply_patch",
          "code_interpreter",
          "computer_use_preview",
          "file_search",
          "image_generation",
          "shell",
          "web_search_preview"
        }) {
      choices.put(hosted, typed());
    }
    return choices;
  }
}

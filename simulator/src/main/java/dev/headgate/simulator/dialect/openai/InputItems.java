package dev.headgate.simulator.dialect.openai;

import static dev.headgate.simulator.shape.Shapes.ANYTHING;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The items of a Responses request's input. */
final class InputItems {
  private static final int MANY = Integer.MAX_VALUE;
  private static final int LONGEST = 10_485_760;
  private static final int LONGEST_ID = 64;

  private static final Shape STATUS = oneOf("in_progress", "completed", "incomplete").orNull();

  private static final Shape INPUT_PART =
      chosen(
          Map.of(
              "input_text", typed().required("text", text(0, LONGEST)),
              "input_image",
                  typed()
                      .nullable("image_url", text(1, 20_971_520))
                      .nullable("file_id", TEXT)
                      .nullable("detail", oneOf("low", "high", "auto", "original")),
              "input_file",
                  typed()
                      .nullable("file_id", TEXT)
                      .optional("filename", TEXT)
                      .optional("file_data", TEXT)
                      .optional("file_url", TEXT)
                      .optional("detail", oneOf("low", "high"))));

  private static final Shape OUTPUT_PART =
      chosen(
          Map.of(
              "output_text",
                  typed()
                      .required("text", TEXT)
                      .optional("annotations", list(OBJECT, 0, MANY))
                      .nullable("logprobs", list(OBJECT, 0, MANY)),
              "refusal", typed().required("refusal", TEXT)));

  private static final Shape ASKED =
      message().required("content", textOrList(text(0, LONGEST), list(INPUT_PART, 0, MANY)));

  private static final Shape SAID =
      message().required("content", textOrList(text(0, LONGEST), list(OUTPUT_PART, 0, MANY)));

  private static final Map<String, Shape> ITEMS = items();

  /** Any item. */
  static final Shape ITEM = InputItems::item;

  private InputItems() {}

  private static void item(JsonNode value, Path path, List<Violation> found) {
    if (!value.isObject()) {
      found.add(Shapes.wrong(path, "an object", value));
      return;
    }
    JsonNode type = value.path("type");
    if (!type.isMissingNode() && !type.isNull()) {
      chosen(ITEMS).check(value, path, found);
    } else if (value.has("role") || !value.has("id")) {
      message(value, path, found);
    } else {
      reference().check(value, path, found);
    }
  }

  /** An object whose type chooses its shape; errors blame the object, as OpenAI's do here. */
  private static Shape chosen(Map<String, Shape> shapes) {
    var allowed = List.copyOf(new TreeMap<>(shapes).keySet());
    return OBJECT.and(
        (value, path, found) -> {
          JsonNode type = value.path("type");
          if (type.isMissingNode()) {
            found.add(new Violation.Missing(path.field("type")));
          } else if (!shapes.containsKey(type.asText())) {
            found.add(new Violation.NotAllowed(path, type.asText(), allowed));
          } else {
            shapes.getOrDefault(type.asText(), ANYTHING).check(value, path, found);
          }
        });
  }

  private static void message(JsonNode value, Path path, List<Violation> found) {
    String role = value.path("role").asText("");
    switch (role) {
      case "assistant" -> SAID.check(value, path, found);
      case "user", "system", "developer" -> ASKED.check(value, path, found);
      case "" -> found.add(new Violation.Missing(path.field("role")));
      default ->
          found.add(
              new Violation.NotAllowed(
                  path, role, List.of("assistant", "system", "developer", "user")));
    }
  }

  private static Map<String, Shape> items() {
    var items = new TreeMap<String, Shape>();
    items.put("message", InputItems::message);
    items.put(
        "function_call",
        called("fc")
            .required("name", text(1, 64, ResponsesShape.NAME))
            .nullable("namespace", text(1, 64, ResponsesShape.NAME))
            .nullable("caller", OBJECT)
            .required("arguments", text(0, LONGEST)));
    items.put(
        "function_call_output",
        called("fc").required("output", textOrList(text(0, LONGEST), list(INPUT_PART, 0, MANY))));
    items.put(
        "custom_tool_call",
        called("ctc")
            .required("name", text(1, 64, ResponsesShape.NAME))
            .nullable("namespace", text(1, 64, ResponsesShape.NAME))
            .required("input", TEXT));
    items.put(
        "custom_tool_call_output",
        called("ctc").required("output", textOrList(text(0, LONGEST), list(INPUT_PART, 0, MANY))));
    items.put(
        "reasoning",
        typed()
            .optional("id", id("rs"))
            .required("summary", list(part("summary_text"), 0, MANY))
            .nullable("content", list(part("reasoning_text"), 0, MANY))
            .nullable("encrypted_content", TEXT)
            .nullable("status", STATUS));
    items.put("item_reference", reference());
    for (String hosted :
        new String[] {
          "additional_tools",
          "apply_patch_call",
          "apply_patch_call_output",
          "code_interpreter_call",
          "compaction",
          "configuration_update",
          "computer_call",
          "computer_call_output",
          "file_search_call",
          "image_generation_call",
          "local_shell_call",
          "local_shell_call_output",
          "mcp_approval_request",
          "mcp_approval_response",
          "mcp_call",
          "mcp_list_tools",
          "shell_call",
          "shell_call_output",
          "tool_search_call",
          "tool_search_output",
          "web_search_call"
        }) {
      items.put(hosted, OBJECT);
    }
    return items;
  }

  private static Fields typed() {
    return new Fields().required("type", TEXT);
  }

  private static Fields reference() {
    return new Fields().nullable("type", TEXT).required("id", TEXT);
  }

  private static Fields message() {
    return new Fields()
        .optional("type", TEXT)
        .required("role", TEXT)
        .optional("id", id("msg"))
        .nullable("phase", oneOf("commentary", "final_answer"))
        .nullable("status", STATUS);
  }

  private static Fields called(String prefix) {
    return typed()
        .nullable("id", id(prefix))
        .required("call_id", text(1, LONGEST_ID))
        .nullable("status", STATUS);
  }

  private static Shape part(String type) {
    return chosen(Map.of(type, typed().required("text", TEXT)));
  }

  private static Shape id(String prefix) {
    return text(1, LONGEST_ID)
        .and(
            (value, path, found) -> {
              if (!value.textValue().startsWith(prefix)) {
                found.add(
                    new Violation.Rule(
                        path,
                        "invalid_value",
                        "Invalid '"
                            + path.bracketed()
                            + "': '"
                            + value.textValue()
                            + "'. Expected an ID that begins with '"
                            + prefix
                            + "'."));
              }
            });
  }
}

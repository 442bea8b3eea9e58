package dev.headgate.simulator.dialect.openai;

import static dev.headgate.simulator.shape.Shapes.ANYTHING;
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

import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Shape;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a Chat Completions request looks like (OpenAI's API reference, chat/create). */
final class ChatShape {
  private static final int MANY = Integer.MAX_VALUE;
  private static final String SPEAKER = "^[^\\s<|\\\\/>]+$";
  private static final String NAME = "^[a-zA-Z0-9_-]+$";

  static final Shape FUNCTION =
      new Fields()
          .required("name", text(1, 64, NAME))
          .nullable("description", text(0, 1024))
          .nullable("parameters", OBJECT)
          .nullable("strict", FLAG);

  private static final Shape TEXT_PART = new Fields().required("type", TEXT).required("text", TEXT);

  private static final Shape USER_PART =
      byField(
          "type",
          Map.of(
              "text",
              TEXT_PART,
              "image_url",
              new Fields()
                  .required("type", TEXT)
                  .required(
                      "image_url",
                      new Fields()
                          .required("url", text(1, MANY))
                          .optional("detail", oneOf("auto", "low", "high"))),
              "input_audio",
              new Fields()
                  .required("type", TEXT)
                  .required(
                      "input_audio",
                      new Fields().required("data", TEXT).required("format", oneOf("wav", "mp3"))),
              "file",
              new Fields()
                  .required("type", TEXT)
                  .required(
                      "file",
                      new Fields()
                          .optional("file_id", TEXT)
                          .optional("filename", TEXT)
                          .optional("file_data", TEXT))));

  private static final Shape ASSISTANT_PART =
      byField(
          "type",
          Map.of(
              "text",
              TEXT_PART,
              "refusal",
              new Fields().required("type", TEXT).required("refusal", TEXT)));

  private static final Shape ONLY_TEXT_PART = byField("type", Map.of("text", TEXT_PART));

  // servers that give longer ids and reasoning take them back; OpenAI does not
  private static final int OWN_ID = 40;
  private static final int ANY_ID = 512;

  private static Shape toolCall(boolean lenient) {
    return byField(
        "type",
        Map.of(
            "function",
            new Fields()
                .required("id", text(1, lenient ? ANY_ID : OWN_ID))
                .required("type", TEXT)
                .required(
                    "function",
                    new Fields().required("name", text(1, 64, NAME)).required("arguments", TEXT)),
            "custom",
            new Fields()
                .required("id", text(1, lenient ? ANY_ID : OWN_ID))
                .required("type", TEXT)
                .required(
                    "custom",
                    new Fields().required("name", text(1, 64, NAME)).required("input", TEXT))));
  }

  private static Shape message(boolean lenient) {
    return byField(
        "role",
        Map.of(
            "system", instruction(),
            "developer", instruction(),
            "user",
                new Fields()
                    .required("role", TEXT)
                    .required("content", textOrList(TEXT, list(USER_PART, 1, MANY)))
                    .optional("name", text(1, 64, SPEAKER)),
            "assistant",
                (lenient ? new Fields().nullable("reasoning_content", TEXT) : new Fields())
                    .required("role", TEXT)
                    .nullable("content", textOrList(TEXT, list(ASSISTANT_PART, 1, MANY)))
                    .nullable("refusal", TEXT)
                    .optional("name", text(1, 64, SPEAKER))
                    .nullable("audio", new Fields().required("id", TEXT))
                    .optional("annotations", ANYTHING)
                    .nullable("function_call", OBJECT)
                    .optional("tool_calls", list(toolCall(lenient), 1, 128)),
            "tool",
                new Fields()
                    .required("role", TEXT)
                    .required("content", textOrList(TEXT, list(ONLY_TEXT_PART, 1, MANY)))
                    .required("tool_call_id", text(1, lenient ? ANY_ID : OWN_ID)),
            "function",
                new Fields()
                    .required("role", TEXT)
                    .required("content", TEXT.orNull())
                    .required("name", text(1, 64, NAME))));
  }

  private static final Shape TOOL =
      byField(
          "type",
          Map.of(
              "function",
              new Fields().required("type", TEXT).required("function", FUNCTION),
              "custom",
              new Fields().required("type", TEXT).required("custom", OBJECT)));

  private static final Shape RESPONSE_FORMAT =
      byField(
          "type",
          Map.of(
              "text",
              new Fields().required("type", TEXT),
              "json_object",
              new Fields().required("type", TEXT),
              "json_schema",
              new Fields()
                  .required("type", TEXT)
                  .required(
                      "json_schema",
                      new Fields()
                          .required("name", text(1, 64, NAME))
                          .optional("description", TEXT)
                          .nullable("schema", OBJECT)
                          .nullable("strict", FLAG))));

  private static final Shape TOOL_CHOICE =
      textOrObject(
          oneOf("none", "auto", "required"),
          byField(
              "type",
              Map.of(
                  "function",
                  new Fields()
                      .required("type", TEXT)
                      .required("function", new Fields().required("name", text(1, 64))),
                  "custom",
                  new Fields().required("type", TEXT).required("custom", OBJECT),
                  "allowed_tools",
                  new Fields().required("type", TEXT).required("allowed_tools", OBJECT))));

  private static final Set<Quirk> NOT_OPENAIS =
      EnumSet.of(Quirk.Ids44, Quirk.Ids70, Quirk.ReasoningContent, Quirk.ReasoningWithContent);
  private static final Shape BODY = body(false);
  private static final Shape LENIENT = body(true);

  /** The whole body, for a provider with these quirks. */
  static Shape of(Set<Quirk> quirks) {
    return quirks.stream().anyMatch(NOT_OPENAIS::contains) ? LENIENT : BODY;
  }

  private static Shape body(boolean lenient) {
    return new Fields()
        .required("messages", list(message(lenient), 1, MANY))
        .required("model", text(1, 256))
        .nullable("audio", OBJECT)
        .nullable("frequency_penalty", decimal(-2, 2))
        .optional("function_call", textOrObject(oneOf("none", "auto"), OBJECT))
        .optional("functions", list(FUNCTION, 1, 128))
        .nullable("logit_bias", map(decimal(-100, 100), 1024))
        .nullable("logprobs", FLAG)
        .nullable("max_completion_tokens", integer(1, MANY))
        .nullable("max_tokens", integer(1, MANY))
        .nullable("metadata", map(text(0, 512), 16))
        .nullable("modalities", list(oneOf("text", "audio"), 1, 2))
        .nullable("n", integer(1, 128))
        .optional("parallel_tool_calls", FLAG)
        .nullable("prediction", OBJECT)
        .nullable("presence_penalty", decimal(-2, 2))
        .nullable("prompt_cache_key", TEXT)
        .nullable("prompt_cache_retention", TEXT)
        .nullable("reasoning_effort", oneOf("none", "minimal", "low", "medium", "high", "xhigh"))
        .nullable("response_format", RESPONSE_FORMAT)
        .nullable("safety_identifier", text(0, 64))
        .nullable("seed", integer(Long.MIN_VALUE, Long.MAX_VALUE))
        .nullable("service_tier", oneOf("auto", "default", "flex", "scale", "priority"))
        .nullable("stop", textOrList(TEXT, list(TEXT, 1, 4)))
        .nullable("store", FLAG)
        .nullable("stream", FLAG)
        .nullable(
            "stream_options",
            new Fields().optional("include_usage", FLAG).optional("include_obfuscation", FLAG))
        .nullable("temperature", decimal(0, 2))
        .nullable("tool_choice", TOOL_CHOICE)
        .optional("tools", list(TOOL, 1, 128))
        .nullable("top_logprobs", integer(0, 20))
        .nullable("top_p", decimal(0, 1))
        .optional("user", TEXT)
        .nullable("verbosity", oneOf("low", "medium", "high"))
        .optional("web_search_options", OBJECT);
  }

  private ChatShape() {}

  private static Shape instruction() {
    return new Fields()
        .required("role", TEXT)
        .required("content", textOrList(TEXT, list(ONLY_TEXT_PART, 1, MANY)))
        .optional("name", text(1, 64, SPEAKER));
  }
}

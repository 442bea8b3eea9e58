package dev.headgate.simulator.dialect.bedrock;

import static dev.headgate.simulator.shape.Shapes.ANYTHING;
import static dev.headgate.simulator.shape.Shapes.FLAG;
import static dev.headgate.simulator.shape.Shapes.OBJECT;
import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.decimal;
import static dev.headgate.simulator.shape.Shapes.integer;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.map;
import static dev.headgate.simulator.shape.Shapes.oneOf;
import static dev.headgate.simulator.shape.Shapes.text;

import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Violation;
import java.util.Map;
import java.util.TreeMap;

/** What a Converse request looks like (Amazon Bedrock's API reference, Converse). */
final class ConverseShape {
  private static final int MANY = Integer.MAX_VALUE;
  private static final String ID = "[a-zA-Z0-9_-]+";
  private static final int LONGEST = 64;

  private static final Shape CACHE_POINT =
      new Fields().required("type", oneOf("default")).optional("ttl", oneOf("5m", "1h"));

  private static final Shape SOURCE =
      union(
          Map.of(
              "bytes", text(1, MANY),
              "text", TEXT,
              "content", list(OBJECT, 1, MANY),
              "s3Location", new Fields().required("uri", TEXT).optional("bucketOwner", TEXT)));

  private static final Shape IMAGE =
      new Fields()
          .required("format", oneOf("png", "jpeg", "gif", "webp"))
          .required("source", SOURCE);

  private static final Shape DOCUMENT =
      new Fields()
          .optional(
              "format", oneOf("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"))
          .required("name", text(1, 200))
          .required("source", SOURCE)
          .optional("context", TEXT)
          .optional("citations", OBJECT);

  private static final Shape TOOL_RESULT =
      new Fields()
          .required("toolUseId", text(1, LONGEST, ID))
          .required(
              "content",
              list(
                  union(
                      Map.of(
                          "json", OBJECT,
                          "text", TEXT,
                          "image", IMAGE,
                          "document", DOCUMENT,
                          "video", OBJECT)),
                  0,
                  MANY))
          .optional("status", oneOf("success", "error"))
          .optional("type", TEXT);

  private static final Shape REASONING =
      union(
          Map.of(
              "reasoningText",
              new Fields().required("text", TEXT).optional("signature", TEXT),
              "redactedContent",
              text(1, MANY)));

  private static final Shape BLOCK = union(blocks());

  private static final Shape MESSAGE =
      new Fields()
          .required("role", oneOf("user", "assistant"))
          .required("content", list(BLOCK, 0, MANY));

  private static final Shape TOOL =
      union(
          Map.of(
              "toolSpec",
              new Fields()
                  .required("name", text(1, LONGEST, ID))
                  .optional("description", text(1, MANY))
                  .required("inputSchema", union(Map.of("json", OBJECT)))
                  .optional("strict", FLAG),
              "cachePoint",
              CACHE_POINT,
              "systemTool",
              OBJECT));

  private static final Shape TOOL_CHOICE =
      union(
          Map.of(
              "auto", new Fields(),
              "any", new Fields(),
              "tool", new Fields().required("name", text(1, LONGEST, ID))));

  private static final Shape JSON_SCHEMA =
      new Fields()
          .required("schema", text(1, MANY))
          .optional("name", text(1, LONGEST, ID))
          .optional("description", TEXT);

  /** The whole body. */
  static final Shape BODY =
      tokens()
          .optional(
              "inferenceConfig",
              new Fields()
                  .optional("maxTokens", integer(1, MANY))
                  .optional("temperature", decimal(0, 1))
                  .optional("topP", decimal(0, 1))
                  .optional("stopSequences", list(text(1, MANY), 0, 2500)))
          .optional(
              "outputConfig",
              new Fields()
                  .optional(
                      "textFormat",
                      new Fields()
                          .required("type", oneOf("json_schema"))
                          .required("structure", union(Map.of("jsonSchema", JSON_SCHEMA)))))
          .optional("additionalModelResponseFieldPaths", list(TEXT, 0, 10))
          .optional("guardrailConfig", OBJECT)
          .optional("performanceConfig", OBJECT)
          .optional("promptVariables", OBJECT)
          .optional("requestMetadata", map(TEXT, 16))
          .optional("serviceTier", OBJECT);

  /** The whole body of CountTokens (AWS's API reference, CountTokensInput). */
  static final Shape COUNT =
      new Fields().required("input", union(Map.of("converse", tokens(), "invokeModel", OBJECT)));

  private ConverseShape() {}

  /** What tokens come of. */
  private static Fields tokens() {
    return new Fields()
        .optional("messages", list(MESSAGE, 0, MANY))
        .optional(
            "system",
            list(
                union(
                    Map.of(
                        "text", text(1, MANY), "cachePoint", CACHE_POINT, "guardContent", OBJECT)),
                0,
                MANY))
        .optional(
            "toolConfig",
            new Fields().required("tools", list(TOOL, 1, MANY)).optional("toolChoice", TOOL_CHOICE))
        .optional("additionalModelRequestFields", OBJECT);
  }

  private static Map<String, Shape> blocks() {
    var blocks = new TreeMap<String, Shape>();
    blocks.put("text", TEXT);
    blocks.put("image", IMAGE);
    blocks.put("document", DOCUMENT);
    blocks.put("video", OBJECT);
    blocks.put("guardContent", OBJECT);
    blocks.put("citationsContent", OBJECT);
    blocks.put("cachePoint", CACHE_POINT);
    blocks.put("reasoningContent", REASONING);
    blocks.put("toolResult", TOOL_RESULT);
    blocks.put(
        "toolUse",
        new Fields()
            .required("toolUseId", text(1, LONGEST, ID))
            .required("name", text(1, LONGEST, ID))
            .required("input", ANYTHING)
            .optional("type", TEXT));
    return blocks;
  }

  /** An object of which exactly one member is set. */
  private static Shape union(Map<String, Shape> members) {
    var fields = new Fields();
    members.forEach(fields::optional);
    return fields.and(
        (value, path, found) -> {
          if (value.size() != 1) {
            found.add(
                new Violation.Rule(
                    path,
                    null,
                    value.isEmpty()
                        ? "Union member is not set at '" + ConverseErrors.path(path) + "'"
                        : "Only one member of the union at '"
                            + ConverseErrors.path(path)
                            + "' may be set"));
          }
        });
  }
}

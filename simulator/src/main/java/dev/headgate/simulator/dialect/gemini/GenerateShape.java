package dev.headgate.simulator.dialect.gemini;

import static dev.headgate.simulator.shape.Shapes.FLAG;
import static dev.headgate.simulator.shape.Shapes.OBJECT;
import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.decimal;
import static dev.headgate.simulator.shape.Shapes.integer;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.map;
import static dev.headgate.simulator.shape.Shapes.oneOf;
import static dev.headgate.simulator.shape.Shapes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Shapes;
import dev.headgate.simulator.shape.Violation;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a generateContent request looks like (Google's v1beta reference; protobuf's JSON). */
final class GenerateShape {
  private static final int MANY = Integer.MAX_VALUE;

  private static final Shape BLOB =
      message()
          .required("mimeType", text(1, 256))
          .required("data", GenerateShape::bytes)
          .optional("displayName", TEXT);

  private static final Shape PART =
      message()
          .optional("text", TEXT)
          .optional("inlineData", BLOB)
          .optional(
              "functionCall",
              message().optional("id", TEXT).required("name", TEXT).optional("args", OBJECT))
          .optional(
              "functionResponse",
              message()
                  .optional("id", TEXT)
                  .required("name", TEXT)
                  .required("response", OBJECT)
                  .optional("parts", list(OBJECT, 0, MANY))
                  .optional("willContinue", FLAG)
                  .optional("scheduling", TEXT))
          .optional("fileData", message().optional("mimeType", TEXT).required("fileUri", TEXT))
          .optional("executableCode", OBJECT)
          .optional("codeExecutionResult", OBJECT)
          .optional("thought", FLAG)
          .optional("thoughtSignature", GenerateShape::bytes)
          .optional("videoMetadata", OBJECT)
          .optional("partMetadata", OBJECT);

  /** A content of the conversation. */
  private static final Shape CONTENT =
      message().optional("role", TEXT).optional("parts", list(PART, 0, MANY));

  private static final Shape INT64 =
      (value, path, found) -> {
        boolean number = value.isIntegralNumber();
        boolean digits = value.isTextual() && value.textValue().matches("-?[0-9]{1,18}");
        if (!number && !digits) {
          found.add(Shapes.wrong(path, "an integer", value));
        }
      };

  /** The subset of OpenAPI's schema that Gemini knows. */
  private static final Shape SCHEMA =
      message()
          .optional("type", GenerateShape::type)
          .optional("format", TEXT)
          .optional("title", TEXT)
          .optional("description", TEXT)
          .optional("nullable", FLAG)
          .optional("enum", list(TEXT, 0, MANY))
          .optional("maxItems", INT64)
          .optional("minItems", INT64)
          .optional("properties", map(GenerateShape::schema, MANY))
          .optional("required", list(TEXT, 0, MANY))
          .optional("minProperties", INT64)
          .optional("maxProperties", INT64)
          .optional("minLength", INT64)
          .optional("maxLength", INT64)
          .optional("pattern", TEXT)
          .optional("example", Shapes.ANYTHING)
          .optional("anyOf", list(GenerateShape::schema, 0, MANY))
          .optional("propertyOrdering", list(TEXT, 0, MANY))
          .optional("default", Shapes.ANYTHING)
          .optional("items", GenerateShape::schema)
          .optional("minimum", decimal(-Double.MAX_VALUE, Double.MAX_VALUE))
          .optional("maximum", decimal(-Double.MAX_VALUE, Double.MAX_VALUE));

  private static final Shape FUNCTION =
      message()
          .required("name", TEXT)
          .optional("description", TEXT)
          .optional("behavior", TEXT)
          .optional("parameters", SCHEMA)
          .optional("parametersJsonSchema", OBJECT)
          .optional("response", SCHEMA)
          .optional("responseJsonSchema", OBJECT);

  private static final Shape TOOL =
      message()
          .optional("functionDeclarations", list(FUNCTION, 0, 512))
          .optional("googleSearch", OBJECT)
          .optional("googleSearchRetrieval", OBJECT)
          .optional("codeExecution", OBJECT)
          .optional("urlContext", OBJECT);

  private static final Shape TOOL_CONFIG =
      message()
          .optional(
              "functionCallingConfig",
              message()
                  .optional("mode", oneOf("MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED"))
                  .optional("allowedFunctionNames", list(TEXT, 0, MANY)))
          .optional("retrievalConfig", OBJECT)
          .optional("includeServerSideToolInvocations", FLAG);

  private static final Shape GENERATION =
      message()
          .optional("stopSequences", list(TEXT, 0, 5))
          .optional("responseMimeType", oneOf("text/plain", "application/json", "text/x.enum"))
          .optional("responseSchema", SCHEMA)
          .optional("responseJsonSchema", OBJECT)
          .optional("responseModalities", list(TEXT, 0, 3))
          .optional("candidateCount", whole(1, 8))
          .optional("maxOutputTokens", whole(1, MANY))
          .optional("temperature", decimal(0, 2))
          .optional("topP", decimal(0, 1))
          .optional("topK", whole(1, MANY))
          .optional("seed", whole(Integer.MIN_VALUE, MANY))
          .optional("presencePenalty", decimal(-2, 2))
          .optional("frequencyPenalty", decimal(-2, 2))
          .optional("responseLogprobs", FLAG)
          .optional("logprobs", whole(0, 20))
          .optional("speechConfig", OBJECT)
          .optional("imageConfig", OBJECT)
          .optional("mediaResolution", TEXT)
          .optional(
              "thinkingConfig",
              message()
                  .optional("includeThoughts", FLAG)
                  .optional("thinkingBudget", whole(-1, MANY))
                  .optional("thinkingLevel", TEXT));

  /** The whole body. */
  static final Shape BODY =
      message()
          .required("contents", list(CONTENT, 0, MANY))
          .optional("model", TEXT)
          .optional("systemInstruction", CONTENT)
          .optional("tools", list(TOOL, 0, MANY))
          .optional("toolConfig", TOOL_CONFIG)
          .optional(
              "safetySettings",
              list(message().required("category", TEXT).required("threshold", TEXT), 0, MANY))
          .optional("generationConfig", GENERATION)
          .optional("cachedContent", TEXT);

  /** The body of countTokens. */
  static final Shape COUNT =
      message()
          .optional("contents", list(CONTENT, 0, MANY))
          .optional("generateContentRequest", OBJECT);

  /** The body of countTokens on Vertex, which has no request within. */
  static final Shape VERTEX_COUNT =
      message()
          .optional("contents", list(CONTENT, 0, MANY))
          .optional("model", TEXT)
          .optional("systemInstruction", CONTENT)
          .optional("tools", list(TOOL, 0, MANY))
          .optional("generationConfig", GENERATION);

  private GenerateShape() {}

  /** Protobuf's JSON takes a whole number however it is written. */
  private static Shape whole(long min, long max) {
    Shape integer = integer(min, max);
    return (value, path, found) ->
        integer.check(
            value.isNumber() && value.canConvertToExactIntegral()
                ? JsonNodeFactory.instance.numberNode(value.bigIntegerValue())
                : value,
            path,
            found);
  }

  private static Fields message() {
    return new Fields().protobufNames();
  }

  private static void schema(JsonNode value, Path path, List<Violation> found) {
    SCHEMA.check(value, path, found);
  }

  private static void bytes(JsonNode value, Path path, List<Violation> found) {
    if (!value.isTextual()) {
      found.add(Shapes.wrong(path, "a string", value));
      return;
    }
    try {
      // protobuf's JSON takes both alphabets
      Base64.getUrlDecoder().decode(value.textValue().replace('+', '-').replace('/', '_'));
    } catch (IllegalArgumentException wrong) {
      found.add(
          new Violation.Rule(
              path,
              null,
              "Invalid value at '"
                  + GeminiErrors.path(path)
                  + "' (TYPE_BYTES), Base64 decoding failed for \""
                  + value.textValue()
                  + "\""));
    }
  }

  private static void type(JsonNode value, Path path, List<Violation> found) {
    var types =
        Map.of(
            "string", 1, "number", 1, "integer", 1, "boolean", 1, "array", 1, "object", 1, "null",
            1);
    if (!value.isTextual()) {
      found.add(Shapes.wrong(path, "a string", value));
    } else if (!types.containsKey(value.textValue().toLowerCase(java.util.Locale.ROOT))) {
      found.add(new Violation.NotAllowed(path, value.textValue(), List.copyOf(types.keySet())));
    }
  }
}

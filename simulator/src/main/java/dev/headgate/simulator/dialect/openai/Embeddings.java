package dev.headgate.simulator.dialect.openai;

import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.integer;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.oneOf;
import static dev.headgate.simulator.shape.Shapes.text;
import static dev.headgate.simulator.shape.Shapes.textOrList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Violation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** {@code POST /v1/embeddings}: vectors that depend on the text and mean nothing. */
public final class Embeddings {
  private static final int DIMENSIONS = 16;
  private static final int MOST_INPUTS = 2048;
  private static final int MOST_TOKENS = 8192;
  private static final Shape TEXT_OF_SOME_LENGTH = text(1, Integer.MAX_VALUE);
  private static final Shape TOKENS = list(integer(0, Integer.MAX_VALUE), 1, MOST_TOKENS);
  private static final Shape INPUTS = list(textOrList(TEXT_OF_SOME_LENGTH, TOKENS), 1, MOST_INPUTS);
  private static final Shape BODY =
      new Fields()
          .required(
              "input",
              textOrList(
                  TEXT_OF_SOME_LENGTH,
                  (value, path, found) ->
                      (isNumbers(value) ? TOKENS : INPUTS).check(value, path, found)))
          .required("model", text(1, 256))
          .optional("dimensions", integer(1, 4096))
          .optional("encoding_format", oneOf("float", "base64"))
          .optional("user", TEXT);

  /** One thing that is embedded, as text or as the numbers of its tokens. */
  private record Input(String said, int tokens) {
    static Input of(JsonNode value) {
      return value.isTextual()
          ? new Input(value.textValue(), Tokens.of(value.textValue()))
          : new Input(value.toString(), value.size());
    }
  }

  private Embeddings() {}

  /** Checks a body and answers it. */
  public static Reading read(JsonNode body) {
    var found = new ArrayList<Violation>();
    BODY.check(body, Path.ROOT, found);
    if (!found.isEmpty()) {
      return new Reading.Rejected(OpenAiErrors.of(found.getFirst()));
    }
    int tokens = inputs(body).stream().mapToInt(Input::tokens).sum();
    return new Reading.Immediate(answer(body, tokens), new Usage(tokens, 0, 0, 0));
  }

  private static String answer(JsonNode body, int tokens) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("object", "list");
    var data = root.putArray("data");
    int dimensions = body.path("dimensions").asInt(DIMENSIONS);
    boolean base64 = body.path("encoding_format").asText("").equals("base64");
    List<Input> inputs = inputs(body);
    for (int i = 0; i < inputs.size(); i++) {
      ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
      float[] vector = vector(inputs.get(i).said(), dimensions);
      if (base64) {
        var bytes = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
          bytes.putFloat(value);
        }
        item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
      } else {
        var values = item.putArray("embedding");
        for (float value : vector) {
          values.add(value);
        }
      }
    }
    root.put("model", body.get("model").asText());
    root.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return root.toString();
  }

  private static List<Input> inputs(JsonNode body) {
    JsonNode input = body.get("input");
    if (input.isTextual() || isNumbers(input)) {
      return List.of(Input.of(input));
    }
    var inputs = new ArrayList<Input>();
    input.forEach(one -> inputs.add(Input.of(one)));
    return inputs;
  }

  private static boolean isNumbers(JsonNode input) {
    return input.path(0).isNumber();
  }

  private static float[] vector(String text, int dimensions) {
    var random = new SplittableRandom(text.hashCode());
    var vector = new float[dimensions];
    double square = 0;
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
      square += vector[i] * vector[i];
    }
    float length = (float) Math.sqrt(square);
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= length;
    }
    return vector;
  }
}

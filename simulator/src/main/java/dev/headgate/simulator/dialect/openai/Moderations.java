package dev.headgate.simulator.dialect.openai;

import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.byField;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.shape.Fields;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Shapes;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/moderations}: a text with {@code [[flag:CATEGORY]]} is flagged for it. */
public final class Moderations {
  private static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/instructions",
          "self-harm/intent",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");
  private static final double SURE = 0.97;
  private static final double UNLIKELY = 0.0001;

  private static final Shape PART =
      byField(
          "type",
          Map.of(
              "text", new Fields().required("type", TEXT).required("text", TEXT),
              "image_url",
                  new Fields()
                      .required("type", TEXT)
                      .required(
                          "image_url", new Fields().required("url", text(1, Integer.MAX_VALUE)))));
  private static final Shape BODY =
      new Fields()
          .required(
              "input",
              Shapes.textOrList(
                  TEXT,
                  list(
                      (value, path, found) ->
                          (value.isObject() ? PART : TEXT).check(value, path, found),
                      1,
                      Integer.MAX_VALUE)))
          .optional("model", text(1, 256));

  private Moderations() {}

  /** Checks a body and answers it. */
  public static Reading read(JsonNode body) {
    var found = new ArrayList<Violation>();
    BODY.check(body, Path.ROOT, found);
    if (!found.isEmpty()) {
      return new Reading.Rejected(OpenAiErrors.of(found.getFirst()));
    }
    List<String> texts = texts(body.get("input"));
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("id", "modr-sim%08x".formatted(texts.hashCode()));
    root.put("model", body.path("model").asText("omni-moderation-latest"));
    var results = root.putArray("results");
    texts.forEach(text -> judge(results.addObject(), text));
    // OpenAI bills nothing for it
    return new Reading.Immediate(root.toString(), new Usage(0, 0, 0, 0));
  }

  private static List<String> texts(JsonNode input) {
    if (input.isTextual()) {
      return List.of(input.textValue());
    }
    var texts = new ArrayList<String>();
    var parts = new StringBuilder();
    for (JsonNode one : input) {
      if (one.isTextual()) {
        texts.add(one.textValue());
      } else {
        parts.append(one.path("text").asText(""));
      }
    }
    // parts are one input together, texts are one each
    return texts.isEmpty() ? List.of(parts.toString()) : texts;
  }

  private static void judge(ObjectNode result, String text) {
    ObjectNode categories = JsonNodeFactory.instance.objectNode();
    ObjectNode scores = JsonNodeFactory.instance.objectNode();
    ObjectNode applied = JsonNodeFactory.instance.objectNode();
    boolean any = false;
    for (String category : CATEGORIES) {
      boolean flagged = text.contains("[[flag:" + category + "]]");
      any |= flagged;
      categories.put(category, flagged);
      scores.put(category, flagged ? SURE : UNLIKELY);
      applied.putArray(category).add("text");
    }
    result.put("flagged", any);
    result.set("categories", categories);
    result.set("category_scores", scores);
    result.set("category_applied_input_types", applied);
  }
}

package dev.headgate.simulator.dialect.openai;

import static dev.headgate.simulator.shape.Shapes.FLAG;
import static dev.headgate.simulator.shape.Shapes.TEXT;
import static dev.headgate.simulator.shape.Shapes.integer;
import static dev.headgate.simulator.shape.Shapes.list;
import static dev.headgate.simulator.shape.Shapes.text;
import static dev.headgate.simulator.shape.Shapes.textOrObject;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * {@code POST /v1/rerank} as servers of the OpenAI family have it: a document's score is the share
 * of the query's words that it holds.
 */
public final class Rerank {
  private static final int MANY = Integer.MAX_VALUE;
  private static final Shape BODY =
      new Fields()
          .required("model", text(1, 256))
          .required("query", text(1, MANY))
          .required(
              "documents", list(textOrObject(TEXT, new Fields().required("text", TEXT)), 1, 1000))
          .optional("top_n", integer(1, MANY))
          .optional("return_documents", FLAG)
          .optional("max_tokens_per_doc", integer(1, MANY));

  private Rerank() {}

  /** Checks a body and answers it. */
  public static Reading read(JsonNode body) {
    var found = new ArrayList<Violation>();
    BODY.check(body, Path.ROOT, found);
    if (!found.isEmpty()) {
      return new Reading.Rejected(OpenAiErrors.of(found.getFirst()));
    }
    String query = body.get("query").asText();
    var documents = new ArrayList<String>();
    body.get("documents").forEach(one -> documents.add(one.path("text").asText(one.asText(""))));
    int tokens = Tokens.of(query) + documents.stream().mapToInt(Tokens::of).sum();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("id", "rerank-sim%08x".formatted(body.hashCode()));
    root.put("object", "list").put("model", body.get("model").asText());
    root.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    var results = root.putArray("results");
    List<Double> scores = documents.stream().map(text -> score(query, text)).toList();
    IntStream.range(0, documents.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -scores.get(i)))
        .limit(body.path("top_n").asInt(MANY))
        .forEach(
            i -> {
              ObjectNode result = results.addObject().put("index", i);
              result.put("relevance_score", scores.get(i));
              if (body.path("return_documents").asBoolean(true)) {
                result.putObject("document").put("text", documents.get(i));
              }
            });
    return new Reading.Immediate(root.toString(), new Usage(tokens, 0, 0, 0));
  }

  private static double score(String query, String document) {
    String text = document.toLowerCase(Locale.ROOT);
    String[] words = query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
    long held = List.of(words).stream().filter(text::contains).count();
    return (double) held / words.length;
  }
}

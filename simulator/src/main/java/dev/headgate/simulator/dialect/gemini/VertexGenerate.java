package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Asked;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Face;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gemini as Vertex AI has it: a token instead of a key, roles that must be there, and calls without
 * ids in both directions.
 *
 * @param gemini the operation behind the path
 * @param accounts whose tokens are looked at
 */
public record VertexGenerate(GeminiGenerate gemini, GoogleAccounts accounts) implements Face {
  @Override
  public Dialect inner() {
    return gemini;
  }

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    return GoogleToken.of(header);
  }

  @Override
  public @Nullable Problem credential(Asked asked, @Nullable String only) {
    Problem wrong = Face.super.credential(asked, only);
    String token = key(asked.header());
    return wrong == null && token != null && !accounts.admits(token)
        ? GoogleToken.refused(true)
        : wrong;
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    return cause == Problem.Cause.KEY
        ? GoogleToken.refused(!detail.isEmpty())
        : gemini.problem(cause, detail);
  }

  @Override
  public Reading read(JsonNode body) {
    Problem wrong = contents(body);
    return wrong == null ? gemini.read(unlabelled(body)) : new Reading.Rejected(wrong);
  }

  /** Checks and answers {@code :countTokens}. */
  public Reading count(JsonNode body) {
    Problem wrong = contents(body);
    return wrong == null
        ? gemini.count(body, GenerateShape.VERTEX_COUNT)
        : new Reading.Rejected(wrong);
  }

  /** Without the labels, which only Vertex takes: words by which a bill is told apart. */
  private static JsonNode unlabelled(JsonNode body) {
    JsonNode labels = body.path("labels");
    boolean words = labels.isObject() && labels.valueStream().allMatch(JsonNode::isTextual);
    return words ? ((ObjectNode) body.deepCopy()).without("labels") : body;
  }

  private static @Nullable Problem contents(JsonNode body) {
    JsonNode contents = body.path("contents");
    for (int i = 0; i < contents.size(); i++) {
      JsonNode content = contents.get(i);
      if (!content.hasNonNull("role")) {
        return GeminiErrors.of(
            new Violation.Rule(Path.ROOT, null, "Please use a valid role: user, model."));
      }
      JsonNode parts = content.path("parts");
      int responses = FunctionTurns.count(content, "functionResponse");
      if (responses > 0 && responses < parts.size()) {
        // what Vertex makes of anything beside a response
        return GeminiErrors.of(new Violation.Rule(Path.ROOT, null, FunctionTurns.MODEL_LAST));
      }
      for (int j = 0; j < parts.size(); j++) {
        for (String data : new String[] {"functionCall", "functionResponse"}) {
          if (Proto.get(parts.get(j), data).has("id")) {
            Path at = Path.ROOT.field("contents").item(i).field("parts").item(j);
            return GeminiErrors.of(new Violation.Unknown(at.field(data).field("id")));
          }
        }
      }
    }
    return null;
  }

  @Override
  public String whole(Answer answer, Prompt prompt) {
    return gemini.whole(withoutIds(answer), prompt);
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    return gemini.stream(withoutIds(answer), prompt);
  }

  private static Answer withoutIds(Answer answer) {
    Set<Quirk> quirks = EnumSet.of(Quirk.NoCallIds);
    quirks.addAll(answer.quirks());
    quirks.remove(Quirk.CallIds);
    return answer.withQuirks(quirks);
  }
}

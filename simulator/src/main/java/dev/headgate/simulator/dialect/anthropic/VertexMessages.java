package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Asked;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Face;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.gemini.GoogleAccounts;
import dev.headgate.simulator.dialect.gemini.GoogleToken;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages as Vertex AI has them: {@code :rawPredict} and {@code :streamRawPredict}.
 * The path names the model, the body names the version.
 *
 * @param messages the dialect behind the path
 * @param model from the path
 * @param stream whether it is streamRawPredict
 * @param accounts whose tokens are looked at
 */
public record VertexMessages(
    AnthropicMessages messages, String model, boolean stream, GoogleAccounts accounts)
    implements Face {
  private static final String VERSION = "vertex-2023-10-16";
  private static final String FIELD = "anthropic_version";

  @Override
  public Dialect inner() {
    return messages;
  }

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    return GoogleToken.of(header);
  }

  @Override
  public @Nullable Problem headers(UnaryOperator<@Nullable String> header) {
    return null;
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
    return switch (cause) {
      case KEY -> GoogleToken.refused(!detail.isEmpty());
      case QUOTA ->
          Problem.of(
              429,
              "Quota exceeded for"
                  + " aiplatform.googleapis.com/online_prediction_input_tokens_per_minute_per_base_model"
                  + " with base model: anthropic-"
                  + model
                  + ". Please submit a quota increase request."
                  + " https://cloud.google.com/vertex-ai/docs/generative-ai/quotas-genai.");
      default -> messages.problem(cause, detail);
    };
  }

  @Override
  public Reading read(JsonNode body) {
    if (!body.isObject()) {
      return messages.read(body);
    }
    Path version = Path.ROOT.field(FIELD);
    if (!body.has(FIELD)) {
      return rejected(new Violation.Missing(version));
    }
    if (!body.get(FIELD).asText("").equals(VERSION)) {
      return rejected(
          new Violation.NotAllowed(version, body.get(FIELD).asText(""), List.of(VERSION)));
    }
    if (body.has(HeldThreads.FIELD)) {
      return rejected(new Violation.Unknown(Path.ROOT.field(HeldThreads.FIELD)));
    }
    if (body.has("model")) {
      return rejected(new Violation.Unknown(Path.ROOT.field("model")));
    }
    ObjectNode whole = body.deepCopy();
    whole.remove(FIELD);
    whole.put("model", model);
    return messages.read(stream ? whole.put("stream", true) : whole);
  }

  /** Checks and answers {@code count-tokens:rawPredict}, where the body names the model. */
  public Reading count(JsonNode body) {
    return messages.count(body.isObject() ? ((ObjectNode) body.deepCopy()).without(FIELD) : body);
  }

  private static Reading rejected(Violation violation) {
    return new Reading.Rejected(AnthropicErrors.of(violation));
  }

  @Override
  public String error(Problem problem) {
    // the model's own answers pass through; the rest is Google's
    return switch (problem.status()) {
      case 400, 413, 529 -> messages.error(problem);
      default -> GoogleToken.body(problem);
    };
  }
}

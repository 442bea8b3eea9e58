package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's dialects under Azure's paths: {@code /openai/deployments/{deployment}/chat/completions}
 * and {@code /openai/responses}.
 *
 * @param inner the dialect behind the path
 * @param deployment stands for the model; empty where the body names it
 * @param versioned whether the URL must name the API's version; the API below {@code /openai/v1}
 *     has none
 */
public record AzureOpenAi(Dialect inner, String deployment, boolean versioned) implements Face {
  private static final Pattern VERSION = Pattern.compile("(?:^|.*&)api-version=([^&]*).*");
  private static final Pattern KNOWN_VERSION =
      Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-preview)?|v1|preview|latest");
  private static final Map<String, String> EXHAUSTED =
      Map.of(
          "x-ratelimit-limit-requests", "500",
          "x-ratelimit-remaining-requests", "0",
          "x-ratelimit-reset-requests", "6",
          "x-ratelimit-limit-tokens", "30000",
          "x-ratelimit-remaining-tokens", "0",
          "x-ratelimit-reset-tokens", "360");

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    String key = header.apply("api-key");
    return key == null ? OpenAiChat.bearer(header) : key;
  }

  @Override
  public @Nullable Problem credential(Asked asked, @Nullable String only) {
    String key = key(asked.header());
    if (key == null || key.isEmpty() || (only != null && !only.equals(key))) {
      return problem(Problem.Cause.KEY, "");
    }
    Matcher version = VERSION.matcher(asked.query());
    if (!version.matches() && !versioned) {
      return null;
    }
    if (!version.matches()) {
      return coded(404, "404", "Resource not found");
    }
    return KNOWN_VERSION.matcher(version.group(1)).matches()
        ? null
        : coded(400, "BadRequest", "API version not supported");
  }

  @Override
  public Reading read(JsonNode body) {
    if (deployment.isEmpty() || !body.isObject()) {
      return inner.read(body);
    }
    // the deployment decides, whatever model the body names
    return inner.read(((ObjectNode) body.deepCopy()).put("model", deployment));
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    return switch (cause) {
      case KEY ->
          coded(
              401,
              "401",
              "Access denied due to invalid subscription key or wrong API endpoint. Make sure to"
                  + " provide a valid key for an active subscription and use a correct regional API"
                  + " endpoint for your resource.");
      case UNKNOWN_PATH -> coded(404, "404", "Resource not found");
      case UNKNOWN_MODEL ->
          coded(
              404,
              "DeploymentNotFound",
              "The API deployment for this resource does not exist. If you created the deployment"
                  + " within the last 5 minutes, please wait a moment and try again.");
      default -> inner.problem(cause, detail);
    };
  }

  private static Problem coded(int status, String code, String message) {
    return new Problem(status, Problem.Cause.KEY, code, null, message);
  }

  @Override
  public Problem filtered() {
    return new Problem(
        400,
        Problem.Cause.INVALID,
        "content_filter",
        "prompt",
        "The response was filtered due to the prompt triggering Azure OpenAI's content management"
            + " policy. Please modify your prompt and retry. To learn more about our content"
            + " filtering policies please read our documentation:"
            + " https://go.microsoft.com/fwlink/?linkid=2198766");
  }

  @Override
  public String error(Problem problem) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if ("content_filter".equals(problem.code())) {
      ObjectNode error = root.putObject("error").put("message", problem.message());
      error.putNull("type").put("param", problem.param()).put("code", problem.code());
      error.put("status", problem.status());
      ObjectNode reason = error.putObject("innererror").put("code", "ResponsibleAIPolicyViolation");
      reason
          .putObject("content_filter_result")
          .putObject("violence")
          .put("filtered", true)
          .put("severity", "medium");
      return root.toString();
    }
    // what the gateway before the models says has a code and a message only
    boolean gateway =
        problem.cause() == Problem.Cause.KEY
            || (problem.status() == 429 && problem.cause() != Problem.Cause.QUOTA);
    if (!gateway) {
      return inner.error(problem);
    }
    root.putObject("error")
        .put("code", problem.code() == null ? Integer.toString(problem.status()) : problem.code())
        .put("message", problem.message());
    return root.toString();
  }

  @Override
  public Map<String, String> exhaustedHeaders() {
    return EXHAUSTED;
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    Set<Quirk> quirks = EnumSet.of(Quirk.EmptyOpening);
    quirks.addAll(answer.quirks());
    return inner.stream(answer.withQuirks(quirks), prompt);
  }
}

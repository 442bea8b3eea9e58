package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.Locale;

/** Google's words for what is wrong, and its shape of an error. */
final class GeminiErrors {
  private static final String RPC = "type.googleapis.com/google.rpc.";

  private GeminiErrors() {}

  /** A path as Google's errors write it: in snake_case. */
  static String path(Path path) {
    return Proto.snake(path.bracketed());
  }

  static Problem of(Violation violation) {
    String at = path(violation.path());
    String message =
        switch (violation) {
          case Violation.Missing missing ->
              "* GenerateContentRequest."
                  + at
                  + ": "
                  + missing.path().last()
                  + " is not specified\n";
          case Violation.Unknown unknown -> unknown(unknown, at);
          case Violation.WrongType wrong ->
              "Invalid value at '%s' (%s), got %s"
                  .formatted(at, type(wrong.expected()), wrong.actual());
          case Violation.NotAllowed not ->
              "Invalid value at '%s' (TYPE_ENUM), \"%s\"".formatted(at, not.value());
          case Violation.OutOfRange range ->
              "* GenerateContentRequest.%s: must be %s or equal to %s, got %s\n"
                  .formatted(
                      at,
                      range.minimum() ? "greater than" : "less than",
                      range.bound(),
                      range.actual());
          case Violation.Length length ->
              "* GenerateContentRequest.%s: must have at %s %d elements, got %d\n"
                  .formatted(
                      at, length.minimum() ? "least" : "most", length.bound(), length.actual());
          case Violation.Mismatch mismatch ->
              "* GenerateContentRequest.%s: must match %s\n".formatted(at, mismatch.pattern());
          case Violation.Rule rule -> rule.message();
        };
    return new Problem(400, Problem.Cause.INVALID, null, at.isEmpty() ? null : at, message);
  }

  private static String unknown(Violation.Unknown unknown, String at) {
    String name = unknown.path().last();
    int end = Math.max(0, at.length() - Proto.snake(name).length() - 1);
    String parent = at.substring(0, end);
    return "Invalid JSON payload received. Unknown name \""
        + name
        + "\""
        + (parent.isEmpty() ? "" : " at '" + parent + "'")
        + ": Cannot find field.";
  }

  private static String type(String expected) {
    return switch (expected) {
      case "a string" -> "TYPE_STRING";
      case "an integer" -> "TYPE_INT32";
      case "a decimal" -> "TYPE_FLOAT";
      case "a boolean" -> "TYPE_BOOL";
      case "an array" -> "repeated field";
      default -> "message";
    };
  }

  static Problem problem(Problem.Cause cause, String detail) {
    return switch (cause) {
      case UNPARSABLE -> Problem.of(400, cause, "Invalid JSON payload received. Unexpected token.");
      case KEY ->
          detail.isEmpty()
              ? Problem.of(
                  403,
                  Problem.Cause.STATUS,
                  "Method doesn't allow unregistered callers (callers without established"
                      + " identity). Please use API Key or other form of API consumer identity to"
                      + " call this API.")
              : Problem.of(400, cause, "API key not valid. Please pass a valid API key.");
      case QUOTA ->
          Problem.of(
              429,
              cause,
              "You exceeded your current quota, please check your plan and billing details.");
      case CONTEXT ->
          Problem.of(
              400,
              cause,
              "The input token count exceeds the maximum number of tokens allowed " + detail + ".");
      case UNKNOWN_MODEL ->
          Problem.of(
              404,
              cause,
              "models/"
                  + detail
                  + " is not found for API version v1beta, or is not supported for"
                  + " generateContent. Call ListModels to see the list of available models and"
                  + " their supported methods.");
      case UNKNOWN_PATH -> Problem.of(404, cause, "Requested entity was not found: " + detail);
      default -> Problem.of(500, cause, detail);
    };
  }

  static ObjectNode body(Problem problem) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode error = root.putObject("error");
    error.put("code", problem.status());
    error.put("message", problem.message());
    error.put("status", problem.code() != null ? problem.code() : status(problem.status()));
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    switch (problem.cause()) {
      case INVALID -> {
        ObjectNode bad = details.addObject().put("@type", RPC + "BadRequest");
        ObjectNode field = bad.putArray("fieldViolations").addObject();
        if (problem.param() != null) {
          field.put("field", problem.param());
        }
        field.put("description", problem.message());
      }
      case KEY ->
          details
              .addObject()
              .put("@type", RPC + "ErrorInfo")
              .put("reason", "API_KEY_INVALID")
              .put("domain", "googleapis.com");
      case QUOTA -> {
        ObjectNode failure = details.addObject().put("@type", RPC + "QuotaFailure");
        failure
            .putArray("violations")
            .addObject()
            .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_requests")
            .put("quotaId", "GenerateRequestsPerDayPerProjectPerModel");
      }
      default -> {
        if (problem.status() == 429) {
          details.addObject().put("@type", RPC + "RetryInfo").put("retryDelay", "2s");
        }
      }
    }
    if (!details.isEmpty()) {
      error.set("details", details);
    }
    return root;
  }

  private static String status(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 500 -> "INTERNAL";
      case 501 -> "UNIMPLEMENTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> ("HTTP_" + status).toUpperCase(Locale.ROOT);
    };
  }
}

package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.shape.Violation;
import java.util.List;

/** OpenAI's words for what is wrong, and its shape of an error. */
final class OpenAiErrors {
  private static final String INVALID = "invalid_request_error";

  private OpenAiErrors() {}

  static Problem of(Violation violation) {
    String at = violation.path().bracketed();
    return switch (violation) {
      case Violation.Missing missing ->
          invalid("missing_required_parameter", at, "Missing required parameter: '" + at + "'.");
      case Violation.Unknown unknown ->
          invalid("unknown_parameter", at, "Unknown parameter: '" + at + "'.");
      case Violation.WrongType wrong ->
          invalid(
              "invalid_type",
              at,
              "Invalid type for '%s': expected %s, but got %s instead."
                  .formatted(at, wrong.expected(), wrong.actual()));
      case Violation.NotAllowed not ->
          invalid(
              "invalid_value",
              at,
              "Invalid value: '%s'. Supported values are: %s."
                  .formatted(not.value(), listed(not.allowed())));
      case Violation.OutOfRange range ->
          invalid(
              (range.integer() ? "integer_" : "decimal_")
                  + (range.minimum() ? "below_min_value" : "above_max_value"),
              at,
              "Invalid '%s': %s %s value. Expected a value %s %s, but got %s instead."
                  .formatted(
                      at,
                      range.integer() ? "integer" : "decimal",
                      range.minimum() ? "below minimum" : "above maximum",
                      range.minimum() ? ">=" : "<=",
                      range.bound(),
                      range.actual()));
      case Violation.Length length -> ofLength(length, at);
      case Violation.Mismatch mismatch ->
          invalid(
              "invalid_value",
              at,
              "Invalid '%s': string does not match pattern. Expected a string that matches the pattern '%s'."
                  .formatted(at, mismatch.pattern()));
      case Violation.Rule rule ->
          new Problem(
              400, Problem.Cause.INVALID, rule.code(), at.isEmpty() ? null : at, rule.message());
    };
  }

  private static String listed(List<String> allowed) {
    var quoted = allowed.stream().map(value -> "'" + value + "'").toList();
    int last = quoted.size() - 1;
    return switch (quoted.size()) {
      case 1 -> quoted.getFirst();
      case 2 -> quoted.getFirst() + " and " + quoted.getLast();
      default -> String.join(", ", quoted.subList(0, last)) + ", and " + quoted.getLast();
    };
  }

  private static Problem ofLength(Violation.Length length, String at) {
    if (length.minimum() && length.actual() == 0) {
      return invalid(
          "empty_" + length.kind(),
          at,
          "Invalid '%s': empty %s. Expected %s %s with minimum length %d, but got an empty %s instead."
              .formatted(
                  at,
                  length.kind(),
                  length.kind().equals("string") ? "a" : "an",
                  length.kind(),
                  length.bound(),
                  length.kind()));
    }
    return invalid(
        length.kind() + (length.minimum() ? "_below_min_length" : "_above_max_length"),
        at,
        "Invalid '%s': %s too %s. Expected %s %s with %s length %d, but got %s %s with length %d instead."
            .formatted(
                at,
                length.kind(),
                length.minimum() ? "short" : "long",
                length.kind().equals("string") ? "a" : "an",
                length.kind(),
                length.minimum() ? "minimum" : "maximum",
                length.bound(),
                length.kind().equals("string") ? "a" : "an",
                length.kind(),
                length.actual()));
  }

  private static Problem invalid(String code, String at, String message) {
    return new Problem(400, Problem.Cause.INVALID, code, at.isEmpty() ? null : at, message);
  }

  static Problem problem(Problem.Cause cause, String detail) {
    return switch (cause) {
      case UNPARSABLE ->
          Problem.of(
              400,
              cause,
              "We could not parse the JSON body of your request. The OpenAI API expects a JSON"
                  + " payload, but what was sent was not valid JSON.");
      case KEY ->
          detail.isEmpty()
              ? Problem.of(
                  401,
                  Problem.Cause.STATUS,
                  "You didn't provide an API key. Provide it in an Authorization header using"
                      + " Bearer auth (i.e. Authorization: Bearer YOUR_KEY).")
              : Problem.of(401, cause, "Incorrect API key provided: " + detail + ".");
      case QUOTA ->
          Problem.of(
              429,
              cause,
              "You exceeded your current quota, please check your plan and billing details.");
      case CONTEXT ->
          new Problem(
              400,
              cause,
              null,
              "messages",
              "This model's maximum context length is "
                  + detail
                  + " tokens. However, your messages resulted in more. Please reduce the length of"
                  + " the messages.");
      case UNKNOWN_MODEL ->
          new Problem(
              404,
              cause,
              "model_not_found",
              null,
              "The model `" + detail + "` does not exist or you do not have access to it.");
      case UNKNOWN_PATH -> Problem.of(404, cause, "Invalid URL (" + detail + ")");
      default -> Problem.of(500, cause, detail);
    };
  }

  static String body(Problem problem) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode error = root.putObject("error");
    error.put("message", problem.message());
    error.put("type", type(problem));
    error.put("param", problem.param());
    error.put("code", code(problem));
    return root.toString();
  }

  /** The code of an error that comes in a stream. */
  static String streamCode(Problem problem) {
    String code = code(problem);
    return code == null ? "server_error" : code;
  }

  private static String type(Problem problem) {
    if (problem.cause() == Problem.Cause.QUOTA) {
      return "insufficient_quota";
    }
    int status = problem.status();
    if (status == 429) {
      return "requests";
    }
    return status >= 500 ? "server_error" : INVALID;
  }

  private static @org.jspecify.annotations.Nullable String code(Problem problem) {
    if (problem.code() != null) {
      return problem.code();
    }
    return switch (problem.cause()) {
      case KEY -> "invalid_api_key";
      case QUOTA -> "insufficient_quota";
      case CONTEXT -> "context_length_exceeded";
      default ->
          switch (problem.status()) {
            case 404 -> problem.cause() == Problem.Cause.STATUS ? "model_not_found" : null;
            case 429 -> "rate_limit_exceeded";
            case 503 -> "server_overloaded";
            default -> null;
          };
    };
  }
}

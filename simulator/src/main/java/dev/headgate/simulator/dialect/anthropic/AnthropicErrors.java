package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.shape.Violation;
import java.util.stream.Collectors;

/** Anthropic's words for what is wrong, and its shape of an error. */
final class AnthropicErrors {
  private static final String LOST_THREAD = "thread_not_found";

  private AnthropicErrors() {}

  static Problem of(Violation violation) {
    String at = violation.path().dotted();
    String message =
        switch (violation) {
          case Violation.Missing missing -> "Field required";
          case Violation.Unknown unknown -> "Extra inputs are not permitted";
          case Violation.WrongType wrong -> "Input should be " + expected(wrong.expected());
          case Violation.NotAllowed not ->
              "Input should be "
                  + not.allowed().stream()
                      .map(value -> "'" + value + "'")
                      .collect(Collectors.joining(" or "));
          case Violation.OutOfRange range ->
              "Input should be %s than or equal to %s"
                  .formatted(range.minimum() ? "greater" : "less", plain(range.bound()));
          case Violation.Length length -> length(length);
          case Violation.Mismatch mismatch ->
              "String should match pattern '" + mismatch.pattern() + "'";
          case Violation.Rule rule -> rule.message();
        };
    if (violation instanceof Violation.Length length && length.minimum() && at.equals("messages")) {
      message = "at least one message is required";
    }
    return Problem.of(400, Problem.Cause.INVALID, at.isEmpty() ? message : at + ": " + message);
  }

  private static String expected(String shape) {
    return switch (shape) {
      case "a string" -> "a valid string";
      case "a boolean" -> "a valid boolean";
      case "an integer" -> "a valid integer";
      case "a decimal" -> "a valid number";
      case "an array" -> "a valid list";
      case "an object" -> "a valid dictionary";
      default -> shape.replace("an array", "a valid list");
    };
  }

  private static String plain(Number bound) {
    return bound instanceof Double value && value == Math.rint(value)
        ? Long.toString(value.longValue())
        : bound.toString();
  }

  private static String length(Violation.Length length) {
    String kind =
        switch (length.kind()) {
          case "string" -> "String should have";
          case "array" -> "List should have";
          default -> "Dictionary should have";
        };
    String what = length.kind().equals("string") ? " character" : " item";
    return kind
        + (length.minimum() ? " at least " : " at most ")
        + length.bound()
        + what
        + (length.bound() == 1 ? "" : "s");
  }

  static Problem problem(Problem.Cause cause, String detail) {
    return switch (cause) {
      case UNPARSABLE -> Problem.of(400, cause, "The request body is not valid JSON.");
      case KEY ->
          Problem.of(
              401, cause, detail.isEmpty() ? "x-api-key header is required" : "invalid x-api-key");
      case QUOTA ->
          Problem.of(
              402,
              cause,
              "Your credit balance is too low to access the Anthropic API. Please go to Plans &"
                  + " Billing to upgrade or purchase credits.");
      case CONTEXT ->
          Problem.of(
              400, cause, "prompt is too long: it has more tokens than the " + detail + " maximum");
      case UNKNOWN_MODEL -> Problem.of(404, cause, "model: " + detail);
      case UNKNOWN_PATH -> Problem.of(404, cause, "Not Found");
      default -> Problem.of(500, cause, detail);
    };
  }

  /** A request goes on from an answer that is not held. */
  static Problem lostThread() {
    return new Problem(404, Problem.Cause.INVALID, LOST_THREAD, null, "The thread was not found.");
  }

  static String body(Problem problem) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("type", "error");
    ObjectNode error = root.putObject("error");
    boolean lost = LOST_THREAD.equals(problem.code());
    error.put("type", problem.code() == null || lost ? type(problem.status()) : problem.code());
    error.put("message", problem.message());
    if (lost) {
      error.putObject("details").put("error_code", LOST_THREAD);
    }
    return root.toString();
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }
}

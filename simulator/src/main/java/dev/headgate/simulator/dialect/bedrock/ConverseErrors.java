package dev.headgate.simulator.dialect.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.regex.Pattern;

/** AWS's words for what is wrong, and its names of errors. */
final class ConverseErrors {
  private static final Pattern ITEM = Pattern.compile("\\.(\\d+)");

  private ConverseErrors() {}

  /** A path as AWS's validation writes it: {@code messages.1.member.role}, counted from 1. */
  static String path(Path path) {
    return ITEM.matcher(path.dotted())
        .replaceAll(item -> "." + (Integer.parseInt(item.group(1)) + 1) + ".member");
  }

  static Problem of(Violation violation) {
    String at = path(violation.path());
    return switch (violation) {
      case Violation.Missing missing -> constraint("null", at, "Member must not be null");
      case Violation.Unknown unknown ->
          invalid(
              "Malformed input request: extraneous key ["
                  + unknown.path().last()
                  + "] is not permitted, please reformat your input and try again.");
      case Violation.WrongType wrong ->
          named(
              "SerializationException",
              wrong
                      .actual()
                      .substring(wrong.actual().indexOf(' ') + 1)
                      .toUpperCase(java.util.Locale.ROOT)
                  + "_VALUE can not be converted to "
                  + wrong.expected());
      case Violation.NotAllowed not ->
          constraint(
              "'" + not.value() + "'",
              at,
              "Member must satisfy enum value set: [" + String.join(", ", not.allowed()) + "]");
      case Violation.OutOfRange range ->
          constraint(
              "'" + range.actual() + "'",
              at,
              "Member must have value "
                  + (range.minimum() ? "greater" : "less")
                  + " than or equal to "
                  + plain(range.bound()));
      case Violation.Length length ->
          constraint(
              "",
              at,
              "Member must have length "
                  + (length.minimum() ? "greater" : "less")
                  + " than or equal to "
                  + length.bound());
      case Violation.Mismatch mismatch ->
          constraint(
              "'" + mismatch.value() + "'",
              at,
              "Member must satisfy regular expression pattern: " + mismatch.pattern());
      case Violation.Rule rule -> invalid(rule.message());
    };
  }

  private static String plain(Number bound) {
    return bound instanceof Double value && value == Math.rint(value)
        ? Long.toString(value.longValue())
        : bound.toString();
  }

  private static Problem constraint(String value, String at, String constraint) {
    return invalid(
        "1 validation error detected: Value "
            + (value.isEmpty() ? "" : value + " ")
            + "at '"
            + at
            + "' failed to satisfy constraint: "
            + constraint);
  }

  static Problem invalid(String message) {
    return named("ValidationException", message);
  }

  private static Problem named(String name, String message) {
    return new Problem(400, Problem.Cause.INVALID, name, null, message);
  }

  static Problem problem(Problem.Cause cause, String detail) {
    return switch (cause) {
      case UNPARSABLE -> named("SerializationException", "Unexpected end of input");
      case KEY ->
          refused(
              "UnrecognizedClientException",
              "The security token included in the request is invalid.");
      case QUOTA ->
          new Problem(
              429,
              cause,
              "ThrottlingException",
              null,
              "Too many tokens per day, please wait before trying again.");
      case CONTEXT -> invalid("Input is too long for requested model.");
      case UNKNOWN_MODEL -> invalid("The provided model identifier is invalid.");
      case UNKNOWN_PATH ->
          new Problem(
              404, cause, "UnknownOperationException", null, "Unknown operation: " + detail);
      default -> Problem.of(500, cause, detail);
    };
  }

  /** A 403. */
  static Problem refused(String name, String message) {
    return new Problem(403, Problem.Cause.KEY, name, null, message);
  }

  /** The exception's name. */
  static String name(Problem problem) {
    if (problem.code() != null) {
      return problem.code();
    }
    return switch (problem.status()) {
      case 400 -> "ValidationException";
      case 403 -> "AccessDeniedException";
      case 404 -> "ResourceNotFoundException";
      case 408 -> "ModelTimeoutException";
      case 424 -> "ModelErrorException";
      case 429 -> "ThrottlingException";
      case 503 -> "ServiceUnavailableException";
      default -> "InternalServerException";
    };
  }

  static String body(Problem problem) {
    return JsonNodeFactory.instance.objectNode().put("message", problem.message()).toString();
  }
}

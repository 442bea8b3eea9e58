package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Failure.Kind;
import org.jspecify.annotations.Nullable;

/** Errors in AWS's shape: the body has a message only, the name of the exception stands beside. */
final class ConverseErrors {
  private ConverseErrors() {}

  static Failure decode(int status, byte[] body) {
    var message = message(body);
    return Failure.of(
        kind(status, message == null ? "" : message),
        message == null ? "the provider answered with status " + status : message);
  }

  /**
   * An exception within a stream.
   *
   * @param name such as {@code throttlingException}
   */
  static Failure exception(String name, byte[] body) {
    var message = message(body);
    int status =
        switch (name) {
          case "validationException" -> 400;
          case "accessDeniedException" -> 403;
          case "throttlingException" -> 429;
          case "serviceUnavailableException" -> 503;
          case "modelTimeoutException" -> 408;
          default -> 500;
        };
    return Failure.of(
        kind(status, message == null ? "" : message),
        message == null ? "the provider ended its stream: " + name : message);
  }

  private static Kind kind(int status, String message) {
    return switch (status) {
      case 400, 422 ->
          message.contains("Input is too long") || message.contains("prompt is too long")
              ? Kind.CONTEXT_TOO_LONG
              : Kind.INVALID_REQUEST;
      case 424 -> Kind.SERVER;
      case 429 ->
          message.startsWith("Too many tokens per day") ? Kind.QUOTA_EXHAUSTED : Kind.RATE_LIMITED;
      default -> Kind.of(status);
    };
  }

  private static @Nullable String message(byte[] body) {
    try {
      var root = Json.parse(body).object();
      var message = root.string("message");
      return message == null ? root.string("Message") : message;
    } catch (InvalidException e) {
      // A page of some proxy between: the status alone speaks.
      return null;
    }
  }
}

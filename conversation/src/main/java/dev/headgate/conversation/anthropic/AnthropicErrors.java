package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.ErrorBody;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Failure.Kind;

/** Errors in Anthropic's shape. */
final class AnthropicErrors {
  private static final String THREAD_NOT_FOUND = "thread_not_found";

  private AnthropicErrors() {}

  static Failure decode(int status, byte[] body) {
    try {
      return of(status, Json.parse(body).object());
    } catch (InvalidException e) {
      // A page of some proxy between: the status alone speaks.
      return Failure.of(Kind.of(status), "the provider answered with status " + status);
    }
  }

  /** What an object says that has an error. */
  static Failure of(int status, Fields root) throws InvalidException {
    var error = root.object("error");
    if (error == null) {
      return Failure.of(Kind.of(status), "the provider answered with status " + status);
    }
    var type = error.string("type");
    var message = error.string("message");
    // The type is said by the kind; another dialect's reader would not know the word.
    return Failure.of(
        kind(status, type == null ? "" : type, message == null ? "" : message),
        message == null ? "the provider answered with status " + status : message);
  }

  private static Kind kind(int status, String type, String message) {
    return switch (type) {
      case "invalid_request_error" ->
          // Both come with 400 and this type; only the words tell them apart.
          message.startsWith("prompt is too long")
              ? Kind.CONTEXT_TOO_LONG
              : message.startsWith("Your credit balance is too low")
                  ? Kind.QUOTA_EXHAUSTED
                  : Kind.INVALID_REQUEST;
      case "authentication_error" -> Kind.AUTHENTICATION;
      case "billing_error" -> Kind.QUOTA_EXHAUSTED;
      case "permission_error" -> Kind.PERMISSION;
      case "not_found_error" -> Kind.NOT_FOUND;
      case "request_too_large" -> Kind.TOO_LARGE;
      case "rate_limit_error" -> Kind.RATE_LIMITED;
      case "timeout_error" -> Kind.TIMEOUT;
      case "overloaded_error" -> Kind.OVERLOADED;
      case "api_error" -> Kind.SERVER;
      default -> Kind.of(status);
    };
  }

  static ErrorBody encode(Failure failure) {
    var sink = new ByteSink(256);
    try (var out = new JsonOut(sink)) {
      write(failure, out);
    }
    return new ErrorBody(status(failure.kind()), sink.toByteArray());
  }

  /** The dialect has no field for a code; one more field disturbs no reader. */
  static void write(Failure failure, JsonOut out) {
    out.object().string("type", "error").object("error").string("type", type(failure.kind()));
    out.string("message", message(failure)).optional("code", failure.code());
    if (THREAD_NOT_FOUND.equals(failure.code())) {
      // By this the SDKs know that they must send the whole conversation.
      out.object("details").string("error_code", THREAD_NOT_FOUND).endObject();
    }
    out.endObject().endObject();
  }

  /** Clients know a full window by these words only. */
  private static String message(Failure failure) {
    var known = "prompt is too long";
    return failure.kind() == Kind.CONTEXT_TOO_LONG && !failure.message().startsWith(known)
        ? known + ": " + failure.message()
        : failure.message();
  }

  private static int status(Kind kind) {
    return switch (kind) {
      case QUOTA_EXHAUSTED -> 402;
      case OVERLOADED -> 529;
      default -> kind.status();
    };
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_TOO_LONG, FILTERED -> "invalid_request_error";
      case AUTHENTICATION -> "authentication_error";
      case QUOTA_EXHAUSTED -> "billing_error";
      case PERMISSION -> "permission_error";
      case NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMITED -> "rate_limit_error";
      case SERVER, MALFORMED_CALL, CUT_OFF, GARBLED -> "api_error";
      case TIMEOUT -> "timeout_error";
      case OVERLOADED -> "overloaded_error";
    };
  }
}

package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.ErrorBody;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Failure.Kind;
import org.jspecify.annotations.Nullable;

/** Errors in OpenAI's shape, and in the shapes of servers that are nearly compatible. */
final class ChatErrors {
  private ChatErrors() {}

  static Failure decode(int status, byte[] body) {
    try {
      var root = Json.parse(body);
      if (root.isArray() && !root.elements().isEmpty()) {
        root = root.elements().getFirst();
      }
      if (root.isObject()) {
        return of(status, root.object());
      }
    } catch (InvalidException e) {
      // A page of some proxy between: the status alone speaks.
    }
    return Failure.of(kind(status, "", ""), "the provider answered with status " + status);
  }

  /** What an object says that is an error, or has one. */
  static Failure of(int status, Fields root) throws InvalidException {
    var node = root.take("error");
    if (node != null && node.isString()) {
      return Failure.of(kind(status, "", ""), node.string());
    }
    // vLLM and others put the fields at the root.
    var error = node != null && node.isObject() ? node.object() : root;
    var type = text(error.take("type"));
    var code = text(error.take("code"));
    // Within a stream some servers tell the status as the code.
    int told = code.isEmpty() ? (int) Math.min(error.count("code"), 999) : 0;
    if (told >= 400 && told < 600) {
      return new Failure(kind(told, type, ""), text(error.take("message")), null, null, 0);
    }
    var message = text(error.take("message"));
    var param = text(error.take("param"));
    return new Failure(
        kind(status, type, code),
        message.isEmpty() ? "the provider answered with status " + status : message,
        code.isEmpty() ? (type.isEmpty() ? null : type) : code,
        param.isEmpty() ? null : param,
        0);
  }

  private static String text(@Nullable Node node) throws InvalidException {
    return node != null && node.isString() ? node.string() : "";
  }

  private static Kind kind(int status, String type, String code) {
    var word = code.isEmpty() ? type : code;
    return switch (word) {
      case "context_length_exceeded" -> Kind.CONTEXT_TOO_LONG;
      case "insufficient_quota", "billing_hard_limit_reached" -> Kind.QUOTA_EXHAUSTED;
      case "rate_limit_exceeded" -> Kind.RATE_LIMITED;
      case "invalid_api_key" -> Kind.AUTHENTICATION;
      case "model_not_found" -> Kind.NOT_FOUND;
      // Groq's, when the arguments do not fit the schema.
      case "tool_use_failed" -> Kind.MALFORMED_CALL;
      case "content_filter", "content_policy_violation" -> Kind.FILTERED;
      case "server_overloaded", "engine_overloaded" -> Kind.OVERLOADED;
      case "server_error" -> status > 500 ? Kind.of(status) : Kind.SERVER;
      default -> type.equals("insufficient_quota") ? Kind.QUOTA_EXHAUSTED : Kind.of(status);
    };
  }

  static ErrorBody encode(Failure failure) {
    var sink = new ByteSink(256);
    try (var out = new JsonOut(sink)) {
      write(failure, out);
    }
    return new ErrorBody(failure.kind().status(), sink.toByteArray());
  }

  static void write(Failure failure, JsonOut out) {
    out.object().object("error").string("message", failure.message());
    out.string("type", type(failure.kind())).nullable("param", failure.param());
    out.nullable("code", failure.code() == null ? code(failure.kind()) : failure.code());
    out.endObject().endObject();
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case RATE_LIMITED -> "requests";
      case SERVER, MALFORMED_CALL, CUT_OFF, GARBLED, OVERLOADED, TIMEOUT -> "server_error";
      default -> "invalid_request_error";
    };
  }

  private static @Nullable String code(Kind kind) {
    return switch (kind) {
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case FILTERED -> "content_filter";
      case AUTHENTICATION -> "invalid_api_key";
      case NOT_FOUND -> "model_not_found";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case OVERLOADED -> "server_overloaded";
      default -> null;
    };
  }
}

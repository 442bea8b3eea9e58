package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Failure.Kind;
import org.jspecify.annotations.Nullable;

/** Errors within a response: its field {@code error}, and the event of that name. */
final class ResponsesFailures {
  private ResponsesFailures() {}

  /** What an object with code and message says; null says that there was none. */
  static Failure read(@Nullable Fields error) throws InvalidException {
    if (error == null) {
      return Failure.of(Kind.SERVER, "the provider gave up the response");
    }
    var code = text(error.take("code"));
    var type = text(error.take("type"));
    var message = text(error.take("message"));
    var param = text(error.take("param"));
    return new Failure(
        kind(code, type),
        message.isEmpty() ? "the provider gave up the response" : message,
        code.isEmpty() ? null : code,
        param.isEmpty() ? null : param,
        0);
  }

  private static String text(@Nullable Node node) throws InvalidException {
    return node != null && node.isString() ? node.string() : "";
  }

  private static Kind kind(String code, String type) {
    return switch (code) {
      case "rate_limit_exceeded" -> Kind.RATE_LIMITED;
      case "insufficient_quota", "billing_hard_limit_reached" -> Kind.QUOTA_EXHAUSTED;
      case "context_length_exceeded" -> Kind.CONTEXT_TOO_LONG;
      case "server_overloaded", "server_is_overloaded", "engine_overloaded", "slow_down" ->
          Kind.OVERLOADED;
      case "vector_store_timeout" -> Kind.TIMEOUT;
      case "model_not_found" -> Kind.NOT_FOUND;
      // "Your prompt was flagged": the code of a prompt that breaks the usage policy.
      case "invalid_prompt",
          "bio_policy",
          "cyber_policy",
          "misalignment_policy_violation",
          "image_content_policy_violation",
          "content_filter" ->
          Kind.FILTERED;
      case "server_error" -> Kind.SERVER;
      default -> {
        boolean theirs = type.equals("invalid_request_error") || theCallers(code);
        yield theirs ? Kind.INVALID_REQUEST : Kind.SERVER;
      }
    };
  }

  /** Most other codes are about pictures that the caller sent. */
  private static boolean theCallers(String code) {
    return code.startsWith("invalid_")
        || code.startsWith("image_")
        || code.startsWith("unsupported_")
        || code.equals("empty_image_file")
        || code.equals("failed_to_download_image")
        || code.equals("previous_response_not_found");
  }

  /** The gateway's or the provider's stable word, else this dialect's. */
  static String code(Failure failure) {
    if (failure.code() != null) {
      return failure.code();
    }
    return switch (failure.kind()) {
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case FILTERED -> "content_filter";
      case OVERLOADED -> "server_overloaded";
      default -> "server_error";
    };
  }

  /** The field {@code error} of a response. */
  static void write(@Nullable Failure failure, JsonOut out) {
    if (failure == null) {
      out.nil("error");
      return;
    }
    out.object("error").string("code", code(failure)).string("message", failure.message());
    out.endObject();
  }

  /**
   * The fields of the event {@code error}. Documented they stand by themselves; the provider sends
   * them within an object too, and the official Python SDK raises only that.
   */
  static void writeEvent(Failure failure, JsonOut out) {
    fields(failure, out);
    out.object("error").string("type", type(failure.kind()));
    fields(failure, out);
    out.endObject();
  }

  private static void fields(Failure failure, JsonOut out) {
    out.string("code", code(failure)).string("message", failure.message());
    out.nullable("param", failure.param());
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_TOO_LONG,
          TOO_LARGE,
          FILTERED,
          NOT_FOUND,
          PERMISSION,
          AUTHENTICATION ->
          "invalid_request_error";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case RATE_LIMITED -> "requests";
      case OVERLOADED, TIMEOUT, SERVER, MALFORMED_CALL, CUT_OFF, GARBLED -> "server_error";
    };
  }
}

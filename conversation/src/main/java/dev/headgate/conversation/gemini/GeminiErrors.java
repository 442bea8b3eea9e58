package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.ErrorBody;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Failure.Kind;

/** Errors in Google's shape: {@code google.rpc.Status}, alone or in an array. */
final class GeminiErrors {
  private static final String RPC = "type.googleapis.com/google.rpc.";

  /** A year; who says longer says nothing. */
  private static final double MAX_SECONDS = 31_536_000;

  /** What the details say. */
  private static final class Details {
    private String reason = "";
    private String field = "";
    private long retryAfterMs;
    private boolean quotaOfADay;
  }

  private GeminiErrors() {}

  static Failure decode(int status, byte[] body) {
    try {
      return of(status, Json.parse(body));
    } catch (InvalidException e) {
      // A page of some proxy between: the status alone speaks.
      return unspoken(status);
    }
  }

  private static Failure unspoken(int status) {
    return Failure.of(Kind.of(status), "the provider answered with status " + status);
  }

  /** What a value says that is an error, has one, or is an array of one. */
  static Failure of(int status, Node node) throws InvalidException {
    var value = node;
    if (value.isArray() && !value.elements().isEmpty()) {
      value = value.elements().getFirst();
    }
    var root = Message.of(value);
    var error = root.has("error") ? root.need("error") : value;
    if (!error.isObject()) {
      return unspoken(status);
    }
    var fields = Message.of(error);
    long told = fields.count("code");
    int code = told >= 400 && told < 600 ? (int) told : status;
    var word = text(fields, "status");
    var message = text(fields, "message");
    var details = details(fields);
    return new Failure(
        kind(code, word, message, details),
        message.isEmpty() ? "the provider answered with status " + code : message,
        details.reason.isEmpty() ? (word.isEmpty() ? null : word) : details.reason,
        details.field.isEmpty() ? null : details.field,
        details.retryAfterMs);
  }

  private static Details details(Message error) throws InvalidException {
    var details = new Details();
    var nodes = error.take("details");
    if (nodes == null || !nodes.isArray()) {
      return details;
    }
    for (var node : nodes.elements()) {
      if (node.isObject()) {
        detail(Message.of(node), details);
      }
    }
    return details;
  }

  private static void detail(Message detail, Details details) throws InvalidException {
    var type = text(detail, "@type");
    if (type.endsWith("ErrorInfo")) {
      details.reason = text(detail, "reason");
    } else if (type.endsWith("RetryInfo")) {
      details.retryAfterMs = millis(text(detail, "retryDelay"));
    } else if (type.endsWith("QuotaFailure")) {
      for (var violation : detail.repeated("violations")) {
        details.quotaOfADay |=
            violation.isObject() && text(Message.of(violation), "quotaId").contains("PerDay");
      }
    } else if (type.endsWith("BadRequest")) {
      for (var violation : detail.repeated("fieldViolations")) {
        if (details.field.isEmpty() && violation.isObject()) {
          details.field = text(Message.of(violation), "field");
        }
      }
    }
  }

  /** Seconds with a fraction and an {@code s}. */
  private static long millis(String duration) {
    try {
      double seconds =
          duration.endsWith("s")
              ? Double.parseDouble(duration.substring(0, duration.length() - 1))
              : 0;
      return seconds > 0 && seconds < MAX_SECONDS ? Math.round(seconds * 1000) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String text(Message fields, String name) throws InvalidException {
    var node = fields.take(name);
    return node != null && node.isString() ? node.string() : "";
  }

  private static Kind kind(int code, String word, String message, Details details) {
    if (details.reason.equals("API_KEY_INVALID")) {
      return Kind.AUTHENTICATION;
    }
    return switch (word) {
      case "INVALID_ARGUMENT", "OUT_OF_RANGE" ->
          message.contains("token count") && message.contains("exceeds the maximum")
              ? Kind.CONTEXT_TOO_LONG
              : code == 413 || message.contains("payload size exceeds")
                  ? Kind.TOO_LARGE
                  : Kind.INVALID_REQUEST;
      // Said where billing is off or a country is not served.
      case "FAILED_PRECONDITION", "PERMISSION_DENIED" -> Kind.PERMISSION;
      case "UNAUTHENTICATED" -> Kind.AUTHENTICATION;
      case "NOT_FOUND" -> Kind.NOT_FOUND;
      case "RESOURCE_EXHAUSTED" -> details.quotaOfADay ? Kind.QUOTA_EXHAUSTED : Kind.RATE_LIMITED;
      case "UNAVAILABLE" -> Kind.OVERLOADED;
      case "DEADLINE_EXCEEDED" -> Kind.TIMEOUT;
      case "INTERNAL", "UNKNOWN", "DATA_LOSS", "CANCELLED", "ABORTED" -> Kind.SERVER;
      default -> Kind.of(code);
    };
  }

  static ErrorBody encode(Failure failure, Framing framing) {
    var sink = new ByteSink(256);
    try (var out = new JsonOut(sink)) {
      if (framing == Framing.ARRAY) {
        out.array();
        write(failure, out);
        out.endArray();
      } else {
        write(failure, out);
      }
    }
    return new ErrorBody(failure.kind().status(), sink.toByteArray());
  }

  /** The official SDKs know an error within a stream by its beginning with this field. */
  static void write(Failure failure, JsonOut out) {
    int status = failure.kind().status();
    out.object().object("error").number("code", status).string("message", failure.message());
    out.string("status", word(failure.kind()));
    boolean bad = failure.param() != null;
    boolean coded = failure.code() != null && !failure.code().equals(word(failure.kind()));
    if (coded || failure.retryAfterMs() > 0 || bad) {
      out.array("details");
      if (coded) {
        out.object().string("@type", RPC + "ErrorInfo").optional("reason", failure.code());
        out.string("domain", "headgate.dev").endObject();
      }
      if (failure.retryAfterMs() > 0) {
        out.object().string("@type", RPC + "RetryInfo");
        out.string("retryDelay", seconds(failure.retryAfterMs())).endObject();
      }
      if (bad) {
        out.object().string("@type", RPC + "BadRequest").array("fieldViolations");
        out.object().optional("field", failure.param());
        out.string("description", failure.message()).endObject().endArray().endObject();
      }
      out.endArray();
    }
    out.endObject().endObject();
  }

  private static String seconds(long millis) {
    long rest = millis % 1000;
    return rest == 0 ? millis / 1000 + "s" : "%d.%03ds".formatted(millis / 1000, rest);
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_TOO_LONG, FILTERED, TOO_LARGE -> "INVALID_ARGUMENT";
      case AUTHENTICATION -> "UNAUTHENTICATED";
      case PERMISSION -> "PERMISSION_DENIED";
      case NOT_FOUND -> "NOT_FOUND";
      case RATE_LIMITED, QUOTA_EXHAUSTED -> "RESOURCE_EXHAUSTED";
      case SERVER, MALFORMED_CALL, CUT_OFF, GARBLED -> "INTERNAL";
      case OVERLOADED -> "UNAVAILABLE";
      case TIMEOUT -> "DEADLINE_EXCEEDED";
    };
  }
}

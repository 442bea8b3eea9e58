package dev.headgate.dataplane.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong, in the form of any of the dialects: OpenAI's {@code
 * error{type,code}}, Anthropic's {@code error{type}}, Gemini's {@code error{code,status,details}},
 * sometimes in an array.
 *
 * @param type such as {@code insufficient_quota}; empty when not said
 * @param code such as {@code context_length_exceeded}, or Gemini's status; empty when not said
 * @param message for a person; empty when not said; may quote the request, so it is never logged
 * @param retryAfterMs from Gemini's RetryInfo; 0 when not said
 * @param dailyQuota Gemini's QuotaFailure names a quota of a day
 */
public record ProviderError(
    String type, String code, String message, long retryAfterMs, boolean dailyQuota) {

  private static final ProviderError SILENT = new ProviderError("", "", "", 0, false);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(?:\\.[0-9]+)?s");

  /** Reads an error's body; one that is no JSON says nothing. */
  public static ProviderError read(byte[] body, int offset, int length) {
    try {
      var root = JSON.readTree(body, offset, length);
      if (root != null && root.isArray() && !root.isEmpty()) {
        root = root.get(0);
      }
      return root == null ? SILENT : of(root);
    } catch (IOException e) {
      return SILENT;
    }
  }

  private static ProviderError of(JsonNode root) {
    var error = root.path("error");
    if (error.isTextual()) {
      return new ProviderError("", "", error.asText(), 0, false);
    }
    // vLLM and others put the fields at the root.
    var fields = error.isObject() ? error : root;
    var code = fields.path("code");
    var status = text(fields.path("status"));
    long retryAfterMs = 0;
    boolean daily = false;
    for (var detail : fields.path("details")) {
      var kind = detail.path("@type").asText("");
      if (kind.endsWith("RetryInfo")) {
        retryAfterMs = durationMs(detail.path("retryDelay").asText(""));
      } else if (kind.endsWith("QuotaFailure")) {
        for (var violation : detail.path("violations")) {
          daily |= violation.path("quotaId").asText("").toLowerCase(Locale.ROOT).contains("perday");
        }
      }
    }
    return new ProviderError(
        text(fields.path("type")),
        code.isTextual() ? code.asText() : status.isEmpty() ? detail(fields) : status,
        text(fields.path("message")),
        retryAfterMs,
        daily);
  }

  /** Anthropic's code for what callers are to tell apart. */
  private static String detail(JsonNode error) {
    return text(error.path("details").path("error_code"));
  }

  /** Whether type or code is one of these. */
  public boolean says(String... names) {
    for (var name : names) {
      if (name.equals(type) || name.equals(code)) {
        return true;
      }
    }
    return false;
  }

  /** Type or code, whichever says more, for logs and attempts; null when it says neither. */
  public @Nullable String label() {
    var label = code.isEmpty() ? type : code;
    return label.matches("[A-Za-z0-9_.-]{1,64}") ? label : null;
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : "";
  }

  private static long durationMs(String text) {
    var matcher = SECONDS.matcher(text);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) * 1000 : 0;
  }
}

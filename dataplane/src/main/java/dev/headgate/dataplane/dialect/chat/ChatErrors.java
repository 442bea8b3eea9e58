package dev.headgate.dataplane.dialect.chat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Errors in OpenAI's shape. */
public final class ChatErrors {
  private ChatErrors() {}

  /** A whole answer's body. */
  public static byte[] body(String type, String code, String message, @Nullable String param) {
    return json(type, code, message, param).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An event that ends a stream instead of {@code [DONE]}: the official SDKs raise it as an error.
   */
  public static byte[] event(String type, String code, String message, @Nullable String param) {
    return ("data: " + json(type, code, message, param) + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String json(String type, String code, String message, @Nullable String param) {
    return "{\"error\":{\"message\":"
        + quoted(message)
        + ",\"type\":"
        + quoted(type)
        + ",\"param\":"
        + (param == null ? "null" : quoted(param))
        + ",\"code\":"
        + quoted(code)
        + "}}";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}

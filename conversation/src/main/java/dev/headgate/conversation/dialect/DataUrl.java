package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Part.Media;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code data:} URLs (RFC 2397), the form in which OpenAI's dialects take bytes. */
public final class DataUrl {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  private DataUrl() {}

  /** Bytes that are here, where the URL is a {@code data:} one; else the place to fetch them. */
  public static Media.Source source(String url) {
    int comma = url.indexOf(',');
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || comma < 0) {
      return new Media.Url(url, null);
    }
    var head = url.substring(SCHEME.length(), comma);
    boolean encoded = head.endsWith(BASE64);
    var type = encoded ? head.substring(0, head.length() - BASE64.length()) : head;
    int parameters = type.indexOf(';');
    if (parameters >= 0) {
      type = type.substring(0, parameters);
    }
    if (type.isEmpty()) {
      type = "text/plain";
    }
    var data = url.substring(comma + 1);
    return new Media.Inline(type, encoded ? data : base64(data));
  }

  /** The URL of bytes that are here. */
  public static String of(Media.Inline inline) {
    return SCHEME + inline.mediaType() + BASE64 + ',' + inline.base64();
  }

  /** The text of a document that is text; what is no base64 stays as it is. */
  public static String text(Media.Inline inline) {
    try {
      return new String(Base64.getMimeDecoder().decode(inline.base64()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return inline.base64();
    }
  }

  private static String base64(String percentEncoded) {
    byte[] bytes;
    try {
      bytes =
          URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8)
              .getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      bytes = percentEncoded.getBytes(StandardCharsets.UTF_8);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }
}

package dev.headgate.simulator.http;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Headers as they may be shown: a secret can be recognised by its hash, not read. */
public final class SafeHeaders {
  private static final Set<String> SECRET =
      Set.of(
          "authorization",
          "x-api-key",
          "x-goog-api-key",
          "api-key",
          "cookie",
          "proxy-authorization");
  private static final int DIGITS = 16;

  private SafeHeaders() {}

  /** Names in lower case; values of one name joined by a comma. */
  public static Map<String, String> of(MultiMap headers) {
    var safe = new TreeMap<String, String>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      String value = SECRET.contains(name) ? hash(header.getValue()) : header.getValue();
      safe.merge(name, value, (a, b) -> a + ", " + b);
    }
    return safe;
  }

  /** {@code sha256:} and 16 hex digits over the UTF-8 bytes of a header's whole value. */
  public static String hash(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.headgate.simulator.http;

import dev.headgate.simulator.dialect.KeyHash;
import io.vertx.core.MultiMap;
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
          "x-amz-security-token",
          "proxy-authorization");

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
    return KeyHash.of(value);
  }
}

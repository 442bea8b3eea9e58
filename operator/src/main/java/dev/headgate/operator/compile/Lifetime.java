package dev.headgate.operator.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long something lasts by its own word.
 *
 * @param end when it is over
 * @param warning how long before that it is soon
 */
record Lifetime(Instant end, Duration warning) {
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]+\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Of something whose beginning is known: the last third of its life, at most 30 days. Whatever
   * renews such things does so before, and a condition that is always on says nothing.
   */
  private static Lifetime between(Instant begin, Instant end) {
    var third = Duration.between(begin, end).dividedBy(3);
    return new Lifetime(
        end,
        third.isPositive() && third.compareTo(Expiry.LONGEST_WARNING) < 0
            ? third
            : Expiry.LONGEST_WARNING);
  }

  /** Of a JSON Web Token that says it; null for any other text. Nothing is believed but the end. */
  static @Nullable Lifetime ofToken(String text) {
    var parts = TOKEN.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    try {
      var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.group(1)));
      var end = moment(claims.path("exp"));
      var begin = moment(claims.path(claims.has("iat") ? "iat" : "nbf"));
      if (end == null) {
        return null;
      }
      return begin == null ? new Lifetime(end, Expiry.LONGEST_WARNING) : between(begin, end);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Instant moment(JsonNode seconds) {
    // A year of five digits is nobody's.
    return seconds.isNumber() && Math.abs(seconds.asDouble()) < 253_402_300_800.0
        ? Instant.ofEpochSecond(seconds.asLong())
        : null;
  }

  /** Of a chain, which is worth nothing once one of it has ended; null when it cannot be read. */
  static @Nullable Lifetime ofChain(String pem) {
    return certificates(pem).stream()
        .min(Comparator.comparing(X509Certificate::getNotAfter))
        .map(Lifetime::of)
        .orElse(null);
  }

  /**
   * Of authorities, an old one often beside its successor: they serve until the last has ended;
   * null when they cannot be read.
   */
  static @Nullable Lifetime ofBundle(String pem) {
    return certificates(pem).stream()
        .max(Comparator.comparing(X509Certificate::getNotAfter))
        .map(Lifetime::of)
        .orElse(null);
  }

  private static Lifetime of(X509Certificate certificate) {
    return between(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  private static List<X509Certificate> certificates(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      return List.of();
    }
  }
}

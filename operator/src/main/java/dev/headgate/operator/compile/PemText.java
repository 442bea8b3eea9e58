package dev.headgate.operator.compile;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a PEM text can be used. A proxy refuses a whole snapshot for one that cannot, so it must
 * not get there. No message shows any of it.
 */
final class PemText {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private PemText() {}

  /** Null when there is at least one certificate and each can be read. */
  static @Nullable String objectionToCertificates(String pem) {
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      return certificates.isEmpty() ? "has no certificate" : null;
    } catch (CertificateException e) {
      return "is no PEM certificate, or a chain with a broken one";
    }
  }

  /** Null for a PKCS#8 key of a kind that TLS uses. */
  static @Nullable String objectionToPrivateKey(String pem) {
    var match = KEY.matcher(pem);
    if (!match.find()) {
      return "is no PKCS#8 key in PEM (BEGIN PRIVATE KEY); openssl pkcs8 -topk8 -nodes makes one";
    }
    try {
      var der = Base64.getMimeDecoder().decode(match.group(1));
      return ALGORITHMS.stream().anyMatch(algorithm -> isKey(der, algorithm))
          ? null
          : "is neither an RSA, EC nor Ed25519 key";
    } catch (IllegalArgumentException e) {
      return "has broken Base64";
    }
  }

  private static boolean isKey(byte[] der, String algorithm) {
    try {
      KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      return true;
    } catch (InvalidKeySpecException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}

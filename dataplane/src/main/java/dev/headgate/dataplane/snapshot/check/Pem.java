package dev.headgate.dataplane.snapshot.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Certificates and keys in PEM form. What is wrong is said without showing any of it. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  static void certificates(String pem, Findings findings) {
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      findings.require(!certificates.isEmpty(), "BadCertificate", "there is no certificate in it");
    } catch (CertificateException e) {
      findings.add("BadCertificate", "not a PEM certificate, or a chain with a broken one");
    }
  }

  static void privateKey(String pem, Findings findings) {
    var match = KEY.matcher(pem);
    if (!match.find()) {
      findings.add("BadPrivateKey", "not a PKCS#8 PEM key (BEGIN PRIVATE KEY)");
      return;
    }
    try {
      var der = Base64.getMimeDecoder().decode(match.group(1));
      findings.require(isKey(der), "BadPrivateKey", "neither an RSA, EC nor Ed25519 key");
    } catch (IllegalArgumentException e) {
      findings.add("BadPrivateKey", "its Base64 is broken");
    }
  }

  private static boolean isKey(byte[] der) {
    return Stream.of("EC", "RSA", "Ed25519").anyMatch(algorithm -> isKey(der, algorithm));
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

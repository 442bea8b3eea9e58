package dev.headgate.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;

/**
 * Whom the JVM trusts: the certificates of Debian's package and nobody else. The machine's own
 * trust store, which jlink would copy, may hold authorities of whoever builds.
 */
final class TrustStore {
  private TrustStore() {}

  /**
   * Writes a key store without a password, the same bytes for the same certificates.
   *
   * @param certificates PEM files
   */
  static void write(Collection<Path> certificates, Path file)
      throws IOException, GeneralSecurityException {
    List<Path> sorted = certificates.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new Missing("no certificate of an authority: apt-get install ca-certificates");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (Path certificate : sorted) {
      try (InputStream in = Files.newInputStream(certificate)) {
        store.setCertificateEntry(
            certificate.getFileName().toString(), factory.generateCertificate(in));
      }
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, null);
    }
  }
}

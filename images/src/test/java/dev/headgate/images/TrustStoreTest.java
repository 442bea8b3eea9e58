package dev.headgate.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {
  @TempDir private Path folder;

  @Test
  void theSameCertificatesMakeTheSameStoreAndNobodyElseIsInIt() throws Exception {
    List<Path> two = someOfTheJdk(2);

    TrustStore.write(two, folder.resolve("one"));
    TrustStore.write(two.reversed(), folder.resolve("two"));

    assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("two"))).isEqualTo(-1);
    KeyStore read = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("one"))) {
      read.load(in, null);
    }
    assertThat(Collections.list(read.aliases())).containsExactlyInAnyOrder("0.crt", "1.crt");
  }

  @Test
  void noAuthorityAtAllIsSaid() {
    assertThatThrownBy(() -> TrustStore.write(List.of(), folder.resolve("none")))
        .isInstanceOf(Missing.class)
        .hasMessageContaining("ca-certificates");
  }

  private List<Path> someOfTheJdk(int count) throws IOException, GeneralSecurityException {
    KeyStore cacerts =
        KeyStore.getInstance(
            Path.of(System.getProperty("java.home"), "lib/security/cacerts").toFile(),
            "changeit".toCharArray());
    List<Certificate> certificates =
        Collections.list(cacerts.aliases()).stream()
            .sorted()
            .limit(count)
            .map(alias -> certificate(cacerts, alias))
            .toList();
    for (int i = 0; i < count; i++) {
      Files.writeString(
          folder.resolve(i + ".crt"),
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(certificates.get(i).getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    }
    return List.of(folder.resolve("0.crt"), folder.resolve("1.crt"));
  }

  private static Certificate certificate(KeyStore store, String alias) {
    try {
      return store.getCertificate(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

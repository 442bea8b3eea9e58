package dev.headgate.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPapersTest {
  private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin", "keytool");

  @TempDir private Path folder;

  @Test
  void theProxysCertificateIsOfTheAuthorityAndForThisMachine() throws Exception {
    TrainingPapers papers = TrainingPapers.make(KEYTOOL, folder.resolve("training.p12"));

    Path proxys = papers.writeProxys(folder.resolve("tls"));

    X509Certificate authority = certificate(proxys.resolve("ca.crt"));
    X509Certificate proxy = certificate(proxys.resolve("tls.crt"));
    proxy.verify(authority.getPublicKey());
    proxy.checkValidity();
    assertThat(proxy.getSubjectAlternativeNames()).contains(List.of(7, "127.0.0.1"));
    assertThat(proxys.resolve("tls.key")).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(papers.operators().getProtocol()).isEqualTo("TLSv1.3");
  }

  private static X509Certificate certificate(Path pem)
      throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    Files.readString(pem).getBytes(StandardCharsets.US_ASCII)));
  }
}

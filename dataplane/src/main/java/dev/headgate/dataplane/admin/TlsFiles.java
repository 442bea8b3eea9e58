package dev.headgate.dataplane.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This proxy's certificate and the authorities it trusts, in a directory that is written anew at
 * every rotation. Blocks.
 */
final class TlsFiles {
  private final Path directory;
  private @Nullable Content seen;

  TlsFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * What is to be used from now on; null when it is what the last call gave.
   *
   * @throws IOException when a file is not there or cannot be read
   */
  @Nullable ServerSSLOptions changed() throws IOException {
    var content =
        new Content(
            Buffer.buffer(Files.readAllBytes(directory.resolve("tls.crt"))),
            Buffer.buffer(Files.readAllBytes(directory.resolve("tls.key"))),
            Buffer.buffer(Files.readAllBytes(directory.resolve("ca.crt"))));
    if (content.equals(seen)) {
      return null;
    }
    seen = content;
    return content.options();
  }

  private record Content(Buffer certificate, Buffer key, Buffer authorities) {
    ServerSSLOptions options() {
      return new ServerSSLOptions()
          .setKeyCertOptions(new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key))
          .setTrustOptions(new PemTrustOptions().addCertValue(authorities))
          .setClientAuth(ClientAuth.REQUIRED)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
    }

    @Override
    public String toString() {
      return "Content[]";
    }
  }
}

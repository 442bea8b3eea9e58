package dev.headgate.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One call of a proxy's admin port, by whoever.
 *
 * @param status of HTTP's first line; or why there is none
 * @param server the certificate that the proxy showed
 */
record AdminCall(String status, @Nullable X509Certificate server) {

  /**
   * Asks for the report.
   *
   * @param caller null for one without a certificate
   */
  static AdminCall report(String proxy, @Nullable Papers caller) throws Exception {
    try (Forward forward = Forward.to("pod/" + proxy, 8444)) {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys(caller), new TrustManager[] {new Anyone()}, new SecureRandom());
      X509Certificate server = null;
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", forward.port())) {
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        server = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        socket
            .getOutputStream()
            .write(
                "GET /report?after=0 HTTP/1.1\r\nhost: proxy\r\nconnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        String line =
            new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return new AdminCall(line == null ? "closed" : line, server);
      } catch (IOException e) {
        return new AdminCall("closed: " + e.getMessage(), server);
      }
    }
  }

  private static KeyManager @Nullable [] keys(@Nullable Papers caller) throws Exception {
    if (caller == null) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "caller", caller.key(), new char[0], new Certificate[] {caller.certificate()});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  /** This side is not on trial. */
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

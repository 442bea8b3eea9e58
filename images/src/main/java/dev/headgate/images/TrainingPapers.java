package dev.headgate.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of a day, with which a training run speaks as operator and proxy do in a cluster:
 * half of what a proxy loads at its start in a pod is there for them.
 */
final class TrainingPapers {
  private static final String PASSWORD = "only-for-training";
  private static final String AUTHORITY = "authority";
  private static final String PROXY = "proxy";
  private static final String OPERATOR = "operator";

  private final KeyStore store;

  private TrainingPapers(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes them.
   *
   * @param keytool of the JDK that runs this
   * @param file a new one, for the time of the training
   */
  static TrainingPapers make(Path keytool, Path file) throws IOException, GeneralSecurityException {
    pair(keytool, file, AUTHORITY, List.of("-ext", "bc:c"));
    pair(keytool, file, PROXY, signed("san=ip:127.0.0.1", "eku=serverAuth"));
    pair(keytool, file, OPERATOR, signed("san=dns:operator.headgate.internal", "eku=clientAuth"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TrainingPapers(store);
  }

  private static List<String> signed(String name, String use) {
    return List.of("-signer", AUTHORITY, "-ext", name, "-ext", use);
  }

  private static void pair(Path keytool, Path file, String alias, List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(more);
    Tool.run(command);
  }

  /** Writes what a proxy finds in its mounted Secret. */
  Path writeProxys(Path directory) throws IOException, GeneralSecurityException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("tls.crt"), pem("CERTIFICATE", store.getCertificate(PROXY).getEncoded()));
    Files.writeString(
        directory.resolve("tls.key"),
        pem("PRIVATE KEY", store.getKey(PROXY, PASSWORD.toCharArray()).getEncoded()));
    Files.writeString(
        directory.resolve("ca.crt"),
        pem("CERTIFICATE", store.getCertificate(AUTHORITY).getEncoded()));
    return directory;
  }

  /** What the operator knocks with. */
  SSLContext operators() throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        OPERATOR,
        store.getKey(OPERATOR, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        store.getCertificateChain(OPERATOR));
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(AUTHORITY, store.getCertificate(AUTHORITY));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(
            kind,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8)).encodeToString(der));
  }
}

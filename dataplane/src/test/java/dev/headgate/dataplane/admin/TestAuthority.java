package dev.headgate.dataplane.admin;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority as the operator's, and what it signs. */
public final class TestAuthority {
  private final KeyPair keys = keyPair();
  private final X509Certificate certificate = sign("CN=authority", keys, null);

  /** What someone shows in a handshake. */
  public record Shown(X509Certificate certificate, KeyPair keys) {}

  public Shown issue(String dnsName) {
    var own = keyPair();
    return new Shown(sign("CN=headgate", own, dnsName), own);
  }

  /** Writes a proxy's files as its Secret is mounted. */
  public void mount(Path directory, Shown shown) throws IOException {
    Files.writeString(directory.resolve("tls.crt"), pem(shown.certificate()));
    Files.writeString(
        directory.resolve("tls.key"), pem(new JcaPKCS8Generator(shown.keys().getPrivate(), null)));
    Files.writeString(directory.resolve("ca.crt"), pem(certificate));
  }

  /** A client's side: trusts this authority, shows the certificate (or none). */
  public SSLContext client(@org.jspecify.annotations.Nullable Shown shown)
      throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (shown != null) {
      own.setKeyEntry(
          "own",
          shown.keys().getPrivate(),
          new char[0],
          new X509Certificate[] {shown.certificate()});
    }
    var key = KeyManagerFactory.getInstance("PKIX");
    key.init(own, new char[0]);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private X509Certificate sign(
      String name, KeyPair subject, @org.jspecify.annotations.Nullable String dnsName) {
    try {
      var now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=authority"),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(now.minus(1, ChronoUnit.HOURS)),
              Date.from(now.plus(1, ChronoUnit.HOURS)),
              new X500Name(name),
              subject.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(dnsName == null));
      if (dnsName != null) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.dNSName, dnsName),
                  new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}

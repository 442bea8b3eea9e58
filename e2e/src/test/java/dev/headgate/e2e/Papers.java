package dev.headgate.e2e;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate and its key, as Secrets hold them.
 *
 * @param certificate the first of the file
 * @param key PKCS#8, of an elliptic curve
 */
record Papers(X509Certificate certificate, PrivateKey key) {

  static Papers of(String certificates, String key) throws GeneralSecurityException {
    String body = key.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return new Papers(
        certificates(certificates).getFirst(),
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body))));
  }

  /** Of someone whom nobody has to trust. */
  static Papers selfSigned() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    X500Name name = new X500Name("CN=test");
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(Instant.now().minusSeconds(60)),
            Date.from(Instant.now().plusSeconds(3600)),
            name,
            pair.getPublic());
    return new Papers(
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))),
        pair.getPrivate());
  }

  static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  /** The same, of another age: what time would have made of it. */
  Papers aged(Papers issuer, Instant from, Instant to) throws Exception {
    JcaX509CertificateHolder old = new JcaX509CertificateHolder(certificate);
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            old.getIssuer(),
            certificate.getSerialNumber(),
            Date.from(from),
            Date.from(to),
            old.getSubject(),
            old.getSubjectPublicKeyInfo());
    for (Object id : old.getExtensionOIDs()) {
      builder.addExtension(old.getExtension((org.bouncycastle.asn1.ASN1ObjectIdentifier) id));
    }
    return new Papers(signed(builder, issuer), key);
  }

  /** Signs a certificate for this name and the key of someone else's. */
  Papers issue(String dnsName, Papers holder) throws Exception {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            certificate,
            BigInteger.valueOf(System.nanoTime()),
            Date.from(Instant.now().minusSeconds(60)),
            Date.from(Instant.now().plusSeconds(3600)),
            new X500Name("CN=test"),
            holder.certificate().getPublicKey());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    return new Papers(signed(builder, this), holder.key());
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, Papers issuer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.key())));
  }

  String pem() throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}

package dev.headgate.operator.push;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server whose chain ends at one of our authorities and whose certificate carries one
 * required name, whatever address it was reached at: proxies are called by pod address, which no
 * certificate can name. The JDK's client leaves the check of the name to a trust manager of this
 * extended kind.
 */
final class NamedPeerTrust extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final Supplier<List<X509Certificate>> authorities;
  private final String name;

  /**
   * Asks for the authorities at each handshake: they change during a rotation.
   *
   * @param name the DNS name that must be among the certificate's alternative names
   */
  NamedPeerTrust(Supplier<List<X509Certificate>> authorities, String name) {
    this.authorities = authorities;
    this.name = name;
  }

  private void check(X509Certificate[] chain, String authType) throws CertificateException {
    delegate().checkServerTrusted(chain, authType);
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    boolean named =
        names != null
            && names.stream()
                .anyMatch(
                    san -> Integer.valueOf(DNS_NAME).equals(san.get(0)) && name.equals(san.get(1)));
    if (!named) {
      throw new CertificateException(
          "the proxy's certificate is not for " + name + " but for " + names);
    }
  }

  private X509TrustManager delegate() throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int i = 0;
      for (X509Certificate authority : authorities.get()) {
        store.setCertificateEntry("ca" + i++, authority);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new CertificateException("cannot build trust from the operator's authorities", e);
    }
    throw new CertificateException("the JDK has no PKIX trust manager");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("the operator calls; nobody calls it by TLS");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}

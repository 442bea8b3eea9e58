package dev.headgate.operator.push;

import dev.headgate.operator.trust.Identity;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS from the operator to the proxies of one gateway. */
public final class ProxyTls {
  private ProxyTls() {}

  /**
   * A context that follows a rotation without being built again.
   *
   * @param operator asked at each handshake
   * @param proxyName the name a proxy's certificate must carry
   */
  public static SSLContext context(Supplier<Identity> operator, String proxyName) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {new CurrentKey(operator)},
          new TrustManager[] {new NamedPeerTrust(() -> operator.get().trusted(), proxyName)},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS 1.3", e);
    }
  }
}

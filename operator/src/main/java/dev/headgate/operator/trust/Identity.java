package dev.headgate.operator.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who somebody is and whom they trust.
 *
 * @param chain own certificate first
 * @param key its private key; never logged
 * @param trusted authorities that the other side's certificate may come from
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted) {
  public Identity {
    chain = List.copyOf(chain);
    trusted = List.copyOf(trusted);
  }

  @Override
  public String toString() {
    return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}

package dev.headgate.dataplane.admin;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The name in the operator's certificate. The same authority signs the proxies' certificates:
 * without this check a stolen proxy key could program other proxies.
 */
final class OperatorName {
  static final String NAME = "operator.headgate.internal";
  private static final int DNS_NAME = 2;

  private OperatorName() {}

  /**
   * Whether a chain that was already found to be trusted belongs to the operator.
   *
   * @param chain the peer's own certificate first
   */
  static boolean isIn(List<Certificate> chain) {
    if (chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate leaf)) {
      return false;
    }
    try {
      var names = leaf.getSubjectAlternativeNames();
      return names != null
          && names.stream()
              .anyMatch(name -> name.getFirst().equals(DNS_NAME) && NAME.equals(name.getLast()));
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}

package dev.headgate.dataplane.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** Who may program this proxy. */
public sealed interface AdminAccess {

  /**
   * The operator alone, by its certificate.
   *
   * @param directory with {@code tls.crt}, {@code tls.key} and {@code ca.crt}
   */
  record MutualTls(Path directory) implements AdminAccess {}

  /**
   * Whoever on this machine knows a secret. Plain HTTP, so nothing but loopback may hear it.
   *
   * @param token sent as bearer token; never logged
   */
  record LoopbackToken(String token) implements AdminAccess {
    @Override
    public String toString() {
      return "LoopbackToken[]";
    }
  }

  /** Whether an address is one of this machine's own that nobody else reaches. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

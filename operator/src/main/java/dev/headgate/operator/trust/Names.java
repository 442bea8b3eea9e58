package dev.headgate.operator.trust;

/** Names in certificates. They are never resolved: they say who is who between us. */
public final class Names {
  /** The operator's: what proxies require of whoever programs them. */
  public static final String OPERATOR = "operator.headgate.internal";

  private Names() {}

  /** A gateway's proxies': what the operator requires of whoever it sends credentials to. */
  public static String proxyOf(String namespace, String gateway) {
    return gateway + "." + namespace + ".proxy.headgate.internal";
  }
}

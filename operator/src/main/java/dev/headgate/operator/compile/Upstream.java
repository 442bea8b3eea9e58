package dev.headgate.operator.compile;

import dev.headgate.contract.Gateway;
import dev.headgate.contract.Gateway.AddressClass;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a gateway's proxies may connect to a base URL, as far as it can be known without a name
 * server. Names are looked at again by the proxy at each connect, by their address.
 */
final class Upstream {
  private static final int MAX_PORT = 65_535;

  private Upstream() {}

  /** Null when nothing stands against it, else what does. */
  static @Nullable String objection(String baseUrl, Gateway.Upstreams allowed) {
    URI url;
    try {
      url = new URI(baseUrl);
    } catch (URISyntaxException e) {
      return "\"" + baseUrl + "\" is no URL";
    }
    var host = url.getHost();
    if (url.getScheme() == null || host == null) {
      return "\"" + baseUrl + "\" has no scheme or no host";
    }
    if (url.getPort() > MAX_PORT) {
      return "port " + url.getPort() + " is above " + MAX_PORT;
    }
    var classes = allowed.addresses();
    var scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("http")
        && !classes.contains(AddressClass.Loopback)
        && !classes.contains(AddressClass.Private)) {
      return "http:// is for gateways whose upstreams.addresses list Loopback or Private;"
          + " use https://";
    }
    return objectionToHost(host, classes);
  }

  private static @Nullable String objectionToHost(String host, List<AddressClass> classes) {
    var address = literal(host);
    if (address == null) {
      return null;
    }
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      return host + " is link-local, multicast or unspecified: no gateway may connect to it";
    }
    var its = classOf(address);
    return classes.contains(its)
        ? null
        : host + " is a " + its + " address, and the gateway's upstreams.addresses list " + classes;
  }

  /** The address that is written as such; null for a name that must be looked up. */
  private static @Nullable InetAddress literal(String host) {
    try {
      if (host.equalsIgnoreCase("localhost")) {
        return InetAddress.getLoopbackAddress();
      }
      if (host.startsWith("[")) {
        return InetAddress.ofLiteral(host.substring(1, host.length() - 1));
      }
      return host.matches("[0-9.]+") ? InetAddress.ofLiteral(host) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static AddressClass classOf(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return AddressClass.Loopback;
    }
    var bytes = address.getAddress();
    boolean sharedOrUla =
        bytes.length == 4
            ? (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64
            : (bytes[0] & 0xfe) == 0xfc;
    return address.isSiteLocalAddress() || sharedOrUla ? AddressClass.Private : AddressClass.Public;
  }
}

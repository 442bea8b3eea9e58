package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Gateway.AddressClass;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses providers may live at. A backend is configuration that others may write: without
 * this a base URL could reach the cluster's own services, the node, or a cloud's metadata server.
 *
 * @param allowed classes of address that may be connected to
 */
public record AddressPolicy(Set<AddressClass> allowed) {

  /** As a gateway lists them. */
  public static AddressPolicy of(Collection<AddressClass> classes) {
    return new AddressPolicy(classes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(classes)));
  }

  /** Whether this address may be connected to. */
  public boolean allows(InetAddress address) {
    return classify(address).filter(allowed::contains).isPresent();
  }

  /**
   * The class of an address; empty for those that nobody may ever reach: unspecified, link-local
   * (cloud metadata lives there), multicast, broadcast and reserved ones. An IPv4 address inside an
   * IPv6 one (mapped, compatible, NAT64, 6to4) is judged as what it is.
   */
  public static Optional<AddressClass> classify(InetAddress address) {
    var bytes = address.getAddress();
    if (address instanceof Inet6Address) {
      var inner = embedded(bytes);
      return inner.length == 4 ? classifyV4(inner) : classifyV6(bytes);
    }
    return address instanceof Inet4Address ? classifyV4(bytes) : Optional.empty();
  }

  private static Optional<AddressClass> classifyV4(byte[] ip) {
    int a = ip[0] & 0xFF;
    int b = ip[1] & 0xFF;
    if (a == 0 || a >= 224 || (a == 169 && b == 254)) {
      return Optional.empty();
    }
    if (a == 127) {
      return Optional.of(AddressClass.Loopback);
    }
    boolean metadata = a == 100 && b == 100 && (ip[2] & 0xFF) == 100 && (ip[3] & 0xFF) == 200;
    if (metadata) {
      return Optional.empty();
    }
    boolean inside =
        a == 10
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 168)
            || (a == 100 && b >= 64 && b < 128)
            || (a == 192 && b == 0 && ip[2] == 0)
            || (a == 198 && (b == 18 || b == 19));
    return Optional.of(inside ? AddressClass.Private : AddressClass.Public);
  }

  private static Optional<AddressClass> classifyV6(byte[] ip) {
    int first = ip[0] & 0xFF;
    int second = ip[1] & 0xFF;
    boolean zeroes = isZero(ip, 0, 15);
    if (zeroes && ip[15] == 1) {
      return Optional.of(AddressClass.Loopback);
    }
    boolean linkLocal = first == 0xFE && (second & 0xC0) == 0x80;
    if ((zeroes && ip[15] == 0) || linkLocal || first == 0xFF) {
      return Optional.empty();
    }
    // AWS' metadata over IPv6 is a unique local address.
    if (first == 0xFD && second == 0x00 && (ip[2] & 0xFF) == 0x0E && (ip[3] & 0xFF) == 0xC2) {
      return Optional.empty();
    }
    boolean uniqueLocal = (first & 0xFE) == 0xFC;
    boolean siteLocal = first == 0xFE && (second & 0xC0) == 0xC0;
    return Optional.of(uniqueLocal || siteLocal ? AddressClass.Private : AddressClass.Public);
  }

  /** The IPv4 address that an IPv6 one stands for; empty when it stands for itself. */
  private static byte[] embedded(byte[] ip) {
    boolean mapped = isZero(ip, 0, 10) && ip[10] == -1 && ip[11] == -1;
    boolean compatible = isZero(ip, 0, 12) && !isZero(ip, 12, 15);
    boolean nat64 = ip[0] == 0 && ip[1] == 0x64 && (ip[2] & 0xFF) == 0xFF && (ip[3] & 0xFF) == 0x9B;
    if (mapped || compatible || nat64) {
      return Arrays.copyOfRange(ip, 12, 16);
    }
    boolean sixToFour = ip[0] == 0x20 && ip[1] == 0x02;
    return sixToFour ? Arrays.copyOfRange(ip, 2, 6) : new byte[0];
  }

  private static boolean isZero(byte[] ip, int from, int to) {
    for (int i = from; i < to; i++) {
      if (ip[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this literal may be connected to; false for what is no literal address. */
  boolean allowsLiteral(String host) {
    try {
      return allows(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** All addresses of a host that may be connected to. Blocks. */
  List<InetAddress> resolve(String host) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(host)).filter(this::allows).toList();
  }
}

package dev.headgate.dataplane.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Gateway.AddressClass;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressPolicyTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1.1.1.1, Public",
    "10.1.2.3, Private",
    "172.16.0.1, Private",
    "172.32.0.1, Public",
    "192.168.1.1, Private",
    "100.64.0.1, Private",
    "100.128.0.1, Public",
    "127.0.0.1, Loopback",
    "127.9.9.9, Loopback",
    "0.0.0.0, never",
    "0.1.2.3, never",
    "169.254.169.254, never",
    "100.100.100.200, never",
    "224.0.0.1, never",
    "255.255.255.255, never",
    "::1, Loopback",
    "::, never",
    "fe80::1, never",
    "ff02::1, never",
    "fd00:ec2::254, never",
    "fd12::1, Private",
    "2606:4700::1111, Public",
    "64:ff9b::a9fe:a9fe, never",
    "64:ff9b::7f00:1, Loopback",
    "64:ff9b::808:808, Public",
    "2002:a9fe:a9fe::1, never",
    "::ffff:169.254.169.254, never",
    "::ffff:10.0.0.1, Private",
    "::127.0.0.1, Loopback",
  })
  void everyAddressHasItsClass(String literal, String expected) {
    var found = AddressPolicy.classify(InetAddress.ofLiteral(literal));

    assertThat(found.map(Enum::name).orElse("never")).isEqualTo(expected);
  }

  @Test
  void onlyListedClassesMayBeReached() {
    var policy = AddressPolicy.of(List.of(AddressClass.Public));

    assertThat(policy.allowsLiteral("8.8.8.8")).isTrue();
    assertThat(policy.allowsLiteral("10.0.0.1")).isFalse();
    assertThat(policy.allowsLiteral("not-an-address")).isFalse();
  }
}

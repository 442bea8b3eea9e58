package dev.headgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortOwnerTest {
  @Test
  void aTakenPortIsSaidWithTheProcessThatListensThere() throws Exception {
    try (var server = new ServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      var free = PortOwner.isFree(server.getLocalPort());
      var owner = PortOwner.of(server.getLocalPort());

      assertThat(free).isFalse();
      assertThat(owner).hasValueSatisfying(o -> assertThat(o).isEqualTo(thisProcess()));
    }
  }

  @Test
  void aPortThatNobodyHasIsFree() throws Exception {
    var port = PortOwner.anyFree();

    assertThat(PortOwner.isFree(port)).isTrue();
    assertThat(PortOwner.of(port)).isEmpty();
  }

  private static String thisProcess() {
    return "java (pid " + ProcessHandle.current().pid() + ")";
  }
}

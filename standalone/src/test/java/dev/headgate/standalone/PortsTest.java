package dev.headgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void movedPortsKeepTheAddressesThatManifestsKnow() {
    var moved = Ports.from(18080);

    assertThat(moved.named())
        .containsEntry("proxy-1", 18080)
        .containsEntry("proxy-2", 18081)
        .containsEntry("console", 18090)
        .containsEntry("simulator", 18100)
        .containsEntry("redis", 18110);
    assertThat(moved.aliases())
        .containsEntry("127.0.0.1:9090", "127.0.0.1:18100")
        .containsEntry("127.0.0.1:6390", "127.0.0.1:18110");
  }

  @Test
  void defaultPortsNeedNoAlias() {
    assertThat(Ports.DEFAULT.aliases()).isEmpty();
    assertThat(Ports.DEFAULT.named().values()).containsExactly(8080, 8081, 8090, 9090, 6390);
  }
}

package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Proxies are added by what they have to do, and taken away when it is less. */
@OnCluster
@Order(5)
class ScalingE2E {
  private final TestCluster cluster = TestCluster.get();
  private Load load;

  @BeforeAll
  void install() {
    load = Installation.get().load();
  }

  @Test
  void callsInFlightAddAProxyAndFewerOfThemTakeItAwayWithoutCuttingAStream() throws Exception {
    assumeTrue(cluster.machine("status").isPresent(), "the cluster must reach this process");
    try (CustomMetrics _ = CustomMetrics.start()) {
      load.losesNothingWhile(
          () -> {
            // Three streams and more run at any time: more than one for each of two proxies.
            Ours.patch(
                "lgw/main",
                "{\"replicas\":null,\"autoscaling\":{\"maxReplicas\":3,\"targetInFlight\":1}}");
            Fleet.PROXIES.settles(3, List.of());
            Eventually.holds(30, Ours::areReady);
          });
      waitsForSeconds(15);
      List<CallerPod> minutes = streamsOfAMinute();
      load.losesNothingWhile(
          () -> {
            Ours.patch("lgw/main", "{\"autoscaling\":{\"targetInFlight\":100}}");
            Fleet.PROXIES.settles(2, List.of());
            Eventually.holds(30, Ours::areReady);
          });
      for (CallerPod minute : minutes) {
        Eventually.within(
            90, "a stream's end", () -> List.of("Succeeded", "Failed").contains(minute.phase()));
        JsonNode outcome = minute.said().getLast();
        assertThat(outcome.path("kind").asText()).as("%s", outcome).isEqualTo("OK");
        assertThat(outcome.path("millis").asInt()).isGreaterThan(55_000);
      }
      assertThat(cluster.kubectl("-n", "ai", "describe", "hpa", "main"))
          .contains("headgate_requests_in_flight", "New size: 3", "New size: 2")
          .as("a field that is not the operator's")
          .containsPattern("Stabilization Window: 15 seconds");
    } finally {
      Ours.patch("lgw/main", "{\"replicas\":2,\"autoscaling\":null}");
    }
    load.losesNothingWhile(() -> Fleet.PROXIES.settles(2, List.of()));
  }

  /** As docs/install.md says, and shorter. */
  private void waitsForSeconds(int seconds) {
    String command =
        Document.of("docs/install.md").commands("Autoscaling by calls in flight").stream()
            .filter(it -> it.contains("stabilizationWindowSeconds"))
            .findFirst()
            .orElseThrow();
    assertThat(command).contains(":60}");
    cluster.shell().script(command.replace(":60}", ":" + seconds + "}")).good();
  }

  /** Enough of them that one is on the proxy that goes, most of the time. */
  private static List<CallerPod> streamsOfAMinute() {
    int before = Providers.seen("minute").at("/streams/started").asInt();
    List<CallerPod> minutes =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                i ->
                    CallerPod.start(
                        "scaled-" + i, "traffic-key", "once", "--stream", "--model=minute"))
            .toList();
    Eventually.within(
        30,
        "three streams",
        () -> Providers.seen("minute").at("/streams/started").asInt() == before + 3);
    return minutes;
  }
}

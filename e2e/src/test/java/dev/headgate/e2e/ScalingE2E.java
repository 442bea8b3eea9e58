package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Proxies are added by what they have to do. */
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
  void callsInFlightAddAProxyAndWithoutAnAutoscalerItIsTakenAway() throws Exception {
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
      assertThat(cluster.kubectl("-n", "ai", "describe", "hpa", "main"))
          .contains("headgate_requests_in_flight", "SuccessfulRescale");
    } finally {
      Ours.patch("lgw/main", "{\"replicas\":2,\"autoscaling\":null}");
    }
    load.losesNothingWhile(() -> Fleet.PROXIES.settles(2, List.of()));
  }
}

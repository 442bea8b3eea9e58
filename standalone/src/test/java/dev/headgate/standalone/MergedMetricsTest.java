package dev.headgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergedMetricsTest {
  @Test
  void familiesOfAllProcessesStandTogetherAndEachSampleSaysItsProcess() {
    var merged = new MergedMetrics();
    merged.add(
        "proxy-1",
        """
        # HELP a_total Things.
        # TYPE a_total counter
        a_total{route="x"} 1
        # HELP b B.
        # TYPE b gauge
        b 2
        """);
    merged.add(
        "proxy-2", "# HELP a_total Things, said otherwise.\n# TYPE a_total counter\na_total{} 3\n");
    merged.add("operator", "");

    assertThat(merged.text())
        .isEqualTo(
            """
            # HELP headgate_up Whether the process answers.
            # TYPE headgate_up gauge
            headgate_up{process="proxy-1"} 1
            headgate_up{process="proxy-2"} 1
            headgate_up{process="operator"} 0
            # HELP a_total Things.
            # TYPE a_total counter
            a_total{process="proxy-1",route="x"} 1
            a_total{process="proxy-2"} 3
            # HELP b B.
            # TYPE b gauge
            b{process="proxy-1"} 2
            """);
  }
}

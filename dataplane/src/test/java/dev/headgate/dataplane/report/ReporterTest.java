package dev.headgate.dataplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Circuit;
import dev.headgate.contract.Report.CircuitState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static Vertx vertx;

  private volatile Sight sight = sight(false);
  private final Reporter reporter =
      new Reporter(vertx, "proxy-1", () -> sight, Duration.ofMillis(20));

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @Test
  void whoHasSeenNothingIsAnsweredAtOnce() throws Exception {
    assertThat(get(reporter.after(0, LONG)).version()).isEqualTo(1);
  }

  @Test
  void whoComesBackToANewProcessIsAnsweredAtOnce() throws Exception {
    assertThat(get(reporter.after(57, LONG)).version()).isEqualTo(1);
  }

  @Test
  void whoHasSeenTheNewestWaitsForTheNext() throws Exception {
    var next = reporter.after(1, LONG);
    assertThat(next.isComplete()).isFalse();

    sight = sight(true);
    reporter.touch();

    assertThat(get(next))
        .satisfies(
            report -> {
              assertThat(report.version()).isEqualTo(2);
              assertThat(report.draining()).isTrue();
            });
  }

  @Test
  void whenNothingChangesTheSameReportComesAtTheEndOfTheWait() throws Exception {
    assertThat(get(reporter.after(1, Duration.ofMillis(30))).version()).isEqualTo(1);
  }

  @Test
  void aTouchWithoutAChangeIsNoNews() throws Exception {
    reporter.touch();
    // Told after the look that the first touch started.
    get(reporter.after(1, Duration.ofMillis(200)));

    assertThat(reporter.current().version()).isEqualTo(1);
  }

  @Test
  void anotherOrderOfTheSameCircuitsIsNoNews() throws Exception {
    var a = new Circuit("ai/a", "m", CircuitState.Closed, 1, null, null);
    var b = new Circuit("ai/b", "m", CircuitState.Open, 2, "ConsecutiveFailures", 3L);
    sight = new Sight(null, false, null, List.of(a, b), List.of(), List.of());
    reporter.touch();
    assertThat(get(reporter.after(1, LONG)).circuits()).containsExactly(a, b);

    sight = new Sight(null, false, null, List.of(b, a), List.of(), List.of());
    reporter.touch();
    get(reporter.after(2, Duration.ofMillis(200)));

    assertThat(reporter.current().version()).isEqualTo(2);
  }

  @Test
  void changesThatComeTogetherAreOneReport() {
    for (int i = 0; i < 100; i++) {
      sight = sight(i % 2 == 0);
      reporter.touch();
    }
    sight = sight(true);
    reporter.touch();

    Awaitility.await().until(() -> reporter.current().draining());
    assertThat(reporter.current().version()).isLessThan(20);
  }

  private static Sight sight(boolean draining) {
    return new Sight(null, draining, null, List.of(), List.of(), List.of());
  }

  private static Report get(Future<Report> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}

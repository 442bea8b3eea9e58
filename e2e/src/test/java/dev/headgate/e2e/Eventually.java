package dev.headgate.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for a condition with a deadline; an API server that is away is asked again. */
final class Eventually {
  private Eventually() {}

  static void within(int seconds, String what, Callable<Boolean> condition) {
    await(what)
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(condition);
  }

  /** The last failure is what is reported. */
  static void holds(int seconds, ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .untilAsserted(assertion);
  }
}

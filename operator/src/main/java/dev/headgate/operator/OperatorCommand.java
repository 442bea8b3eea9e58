package dev.headgate.operator;

import dev.headgate.operator.health.HealthServer;
import dev.headgate.operator.watch.Leadership;
import dev.headgate.operator.watch.OperatorRuntime;
import dev.headgate.operator.watch.OperatorSettings;
import dev.headgate.operator.watch.Scope;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Flags and environment of {@code headgate operator}; a flag goes before its variable. */
@Command(
    name = "operator",
    description = {
      "Compiles the kinds of headgate.dev and runs and feeds their gateways' proxies.",
      "The API server is found as kubectl finds it: KUBECONFIG, or the pod's own account.",
      "With --manifests it works on a folder instead: headgate operator --manifests DIR --help.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    footer = {
      "",
      "HEADGATE_LOG_LEVEL (environment only): ERROR, WARN, INFO (default), DEBUG.",
      "Exit codes: 0 stopped by a signal, 1 the lease was lost, 2 wrong configuration or port"
          + " taken."
    })
final class OperatorCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorCommand.class);

  /** By which the API server's audit log tells who asked. */
  private static final String USER_AGENT = "headgate-operator";

  private static final int LOST = 1;
  private static final int WRONG = 2;

  /** Less than what Kubernetes grants between SIGTERM and SIGKILL. */
  private static final Duration CLOSING = Duration.ofSeconds(20);

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "${env:HEADGATE_NAMESPACE:-headgate-system}",
      description =
          "Its own namespace: the Lease and the authority's Secret are there"
              + " (HEADGATE_NAMESPACE).")
  private String namespace = "";

  @Option(
      names = "--watch-namespaces",
      paramLabel = "NAMESPACES",
      split = ",",
      defaultValue = "${env:HEADGATE_WATCH_NAMESPACES}",
      description =
          "Look only there; absent: everywhere. Without rights for the whole cluster no namespace's"
              + " labels can be read, so allowedRoutes with a selector match none"
              + " (HEADGATE_WATCH_NAMESPACES).")
  private @Nullable List<String> watchNamespaces;

  @Option(
      names = "--secret-selector",
      paramLabel = "SELECTOR",
      defaultValue = "${env:HEADGATE_SECRET_SELECTOR}",
      description =
          "Labels that a Secret must have to be read; absent: all (HEADGATE_SECRET_SELECTOR).")
  private @Nullable String secretSelector;

  @Option(
      names = "--proxy-image",
      paramLabel = "IMAGE",
      defaultValue = "${env:HEADGATE_PROXY_IMAGE:-headgate-proxy:latest}",
      description = "Image of the proxies of gateways that name none (HEADGATE_PROXY_IMAGE).")
  private String proxyImage = "";

  @Option(
      names = "--lease",
      paramLabel = "NAME",
      defaultValue = "${env:HEADGATE_LEASE:-headgate-operator}",
      description = "The Lease whose holder acts (HEADGATE_LEASE).")
  private String lease = "";

  @Option(
      names = "--lease-duration",
      paramLabel = "SECONDS",
      defaultValue = "${env:HEADGATE_LEASE_SECONDS:-15}",
      description =
          "How long an operator that stopped holds the others up, 3 or more"
              + " (HEADGATE_LEASE_SECONDS).")
  private int leaseSeconds;

  @Option(
      names = "--identity",
      paramLabel = "NAME",
      defaultValue = "${env:HEADGATE_IDENTITY:-${env:HOSTNAME:-operator}}",
      description =
          "Its name in the Lease; a random part is added (HEADGATE_IDENTITY, else HOSTNAME).")
  private String identity = "";

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "${env:HEADGATE_HEALTH_PORT:-8086}",
      description = "/livez, /readyz and /metrics; 0 takes a free one (HEADGATE_HEALTH_PORT).")
  private int healthPort;

  @Override
  public Integer call() throws InterruptedException {
    if (leaseSeconds < 3) {
      System.err.println("headgate: --lease-duration must be 3 or more");
      return WRONG;
    }
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicBoolean lost = new AtomicBoolean();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config()).build();
        OperatorRuntime runtime =
            new OperatorRuntime(
                client,
                settings(),
                registry,
                () -> {
                  lost.set(true);
                  end.countDown();
                });
        HealthServer health =
            new HealthServer(
                new InetSocketAddress(healthPort),
                runtime::missing,
                () -> runtime.leads() ? "leads" : "stands by",
                registry)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndWait(end, closed), "signal"));
      LOG.info("health port {}", health.port());
      runtime.start();
      end.await();
      if (lost.get()) {
        LOG.error("the lease was lost: ending at once, to be started again");
        // Not by the closing of this block: nothing may be written any more.
        Runtime.getRuntime().halt(LOST);
      }
      return 0;
    } catch (BindException e) {
      System.err.println("headgate: port " + healthPort + " is taken: " + e.getMessage());
      return WRONG;
    } catch (IOException e) {
      System.err.println("headgate: " + e.getMessage());
      return WRONG;
    } finally {
      closed.countDown();
    }
  }

  /** The process ends with its last hook: it must not before the Lease is given up. */
  private static void endAndWait(CountDownLatch end, CountDownLatch closed) {
    end.countDown();
    try {
      if (!closed.await(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("not closed within {}: the next operator waits for the Lease to end", CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Config config() {
    Config config = Config.autoConfigure(null);
    config.setUserAgent(USER_AGENT);
    return config;
  }

  private OperatorSettings settings() {
    return new OperatorSettings(
        namespace,
        new Scope(watchNamespaces == null ? Set.of() : Set.copyOf(watchNamespaces), secretSelector),
        new Leadership.Terms(
            namespace, lease, identity + "_" + UUID.randomUUID(), Duration.ofSeconds(leaseSeconds)),
        proxyImage);
  }
}

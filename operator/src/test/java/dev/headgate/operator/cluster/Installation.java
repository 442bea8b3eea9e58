package dev.headgate.operator.cluster;

import static org.awaitility.Awaitility.await;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.budget.TokenBudget;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.drill.FailoverDrill;
import dev.headgate.crds.firewall.PromptFirewall;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.watch.Leadership;
import dev.headgate.operator.watch.OperatorRuntime;
import dev.headgate.operator.watch.OperatorSettings;
import dev.headgate.operator.watch.Scope;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ConditionFactory;

/** A namespace with a gateway named main, an operator in this process, and real proxies. */
final class Installation implements AutoCloseable {
  final TestCluster cluster = TestCluster.get();
  final KubernetesClient client = cluster.client();
  final String namespace;
  final String system;
  final ObjectNames names;
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final List<ProxyPod> proxies = new ArrayList<>();

  private final Path directory;
  private final List<AutoCloseable> closing = new ArrayList<>();

  /** Two fresh namespaces and nothing in them. */
  Installation(String name, Path directory) {
    this(name, directory, TestCluster.get().namespace(name));
  }

  /** In a namespace that a manifest names. */
  Installation(String name, Path directory, String namespace) {
    this.namespace = namespace;
    this.system = cluster.namespace(name + "-system");
    this.names = new ObjectNames(namespace, "main");
    this.directory = directory;
  }

  /** Starts an operator that looks at this namespace only. */
  OperatorRuntime operator(String identity) {
    return operator(identity, closing(cluster.newClient()));
  }

  OperatorRuntime operator(String identity, KubernetesClient own) {
    return operator(identity, own, Set.of(namespace));
  }

  /** Starts an operator that looks at these namespaces. */
  OperatorRuntime operator(String identity, KubernetesClient own, Set<String> namespaces) {
    OperatorRuntime runtime =
        closing(
            new OperatorRuntime(
                own,
                new OperatorSettings(
                    system,
                    new Scope(namespaces, null),
                    new Leadership.Terms(system, "headgate", identity, Duration.ofSeconds(15)),
                    "headgate-proxy:test"),
                registry,
                () -> {}));
    runtime.start();
    return runtime;
  }

  /** Starts proxies and publishes them, ready ones as ready. */
  void proxies(String... podNames) throws IOException {
    for (String pod : podNames) {
      proxies.add(proxy(pod));
    }
    for (ProxyPod proxy : proxies) {
      proxy.publish(false);
    }
    for (ProxyPod proxy : proxies) {
      within(60).until(proxy::ready);
      proxy.publish(true);
    }
  }

  /** Starts a proxy that nobody knows of yet. */
  ProxyPod proxy(String pod) throws IOException {
    return closing(ProxyPod.start(client, names, pod, directory.resolve(pod)));
  }

  /** Every kind's class. */
  List<Class<? extends CustomResource<?, ? extends KindStatus>>> kinds() {
    return List.of(
        LlmGateway.class,
        ProviderBackend.class,
        LlmRoute.class,
        TokenBudget.class,
        LlmConsumer.class,
        PromptFirewall.class,
        FailoverDrill.class);
  }

  void apply(String yaml) {
    cluster.apply(yaml);
  }

  /** Every object of our kinds in that namespace that is not Ready, and why. */
  List<String> notReady(String where) {
    return kinds().stream()
        .flatMap(kind -> client.resources(kind).inNamespace(where).list().getItems().stream())
        .filter(object -> !ready(object).startsWith("True"))
        .map(object -> object.getFullResourceName() + "/" + name(object) + " " + ready(object))
        .toList();
  }

  private static String name(CustomResource<?, ?> object) {
    return object.getMetadata().getName();
  }

  private static String ready(CustomResource<?, ? extends KindStatus> object) {
    return Optional.ofNullable(object.getStatus())
        .flatMap(status -> status.condition(ConditionType.Ready))
        .map(c -> c.status() + " " + c.reason() + " " + c.message())
        .orElse("none");
  }

  <T extends CustomResource<?, ?>> T get(Class<T> type, String name) {
    return client.resources(type).inNamespace(namespace).withName(name).get();
  }

  <T extends CustomResource<?, ?>> void delete(Class<T> type, String name) {
    client.resources(type).inNamespace(namespace).withName(name).delete();
  }

  /** A condition's status, {@code none} while it is not written. */
  <T extends CustomResource<?, ? extends KindStatus>> String status(
      Class<T> type, String name, ConditionType condition) {
    T object = get(type, name);
    KindStatus status = object == null ? null : object.getStatus();
    return status == null
        ? "none"
        : status.condition(condition).map(Condition::status).orElse("none");
  }

  static ConditionFactory within(int seconds) {
    return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100));
  }

  <T extends AutoCloseable> T closing(T closeable) {
    closing.add(closeable);
    return closeable;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable closeable : closing.reversed()) {
      closeable.close();
    }
  }
}

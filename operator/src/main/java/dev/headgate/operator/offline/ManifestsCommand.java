package dev.headgate.operator.offline;

import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.health.HealthServer;
import dev.headgate.operator.health.OperatorMetrics;
import dev.headgate.operator.push.ProxyEndpoint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate operator --manifests}: the operator on a folder, as a standalone starts it. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    description = {
      "The operator on a folder of manifests instead of an API server. Edits act within 2 s; an",
      "object that is edited into nonsense stays as it last was right.",
      "HEADGATE_ADMIN_TOKEN (environment only) is what lets it program the proxies."
    })
public final class ManifestsCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestsCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--manifests", required = true, paramLabel = "DIR", description = "the folder")
  private Path manifests = Path.of(".");

  @Option(
      names = "--status-dir",
      required = true,
      paramLabel = "DIR",
      description = "statuses are written there, Kind/namespace/name.json")
  private Path statusFolder = Path.of(".");

  @Option(
      names = "--proxy",
      paramLabel = "NAME=URL",
      description = "a proxy's admin port on loopback; may be said several times")
  private Map<String, URI> proxies = new LinkedHashMap<>();

  @Option(
      names = "--gateway",
      paramLabel = "NAMESPACE/NAME",
      description = "which gateway the proxies serve (default: the first)")
  private @Nullable String gateway;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description = "where callers reach the gateway (default: ${DEFAULT-VALUE})")
  private String address = "";

  @Option(
      names = "--alias",
      paramLabel = "FROM=TO",
      description = "an address in manifests that is elsewhere on this machine")
  private Map<String, String> aliases = new LinkedHashMap<>();

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "8086",
      description = "/livez, /readyz and /metrics on loopback; 0 takes a free one")
  private int healthPort;

  @Override
  public Integer call() throws Exception {
    var err = spec.commandLine().getErr();
    if (!Files.isDirectory(manifests)) {
      err.println("headgate: " + manifests + " is no folder of manifests");
      return 2;
    }
    var token = System.getenv("HEADGATE_ADMIN_TOKEN");
    if (!proxies.isEmpty() && (token == null || token.isBlank())) {
      err.println("headgate: HEADGATE_ADMIN_TOKEN is needed to program proxies");
      return 2;
    }
    if (gateway != null && !gateway.matches("[^/]+/[^/]+")) {
      err.println("headgate: --gateway takes namespace/name");
      return 2;
    }
    var clock = InstantSource.system();
    var settings =
        new OfflineOperator.Settings(
            endpoints(),
            token == null ? "" : token,
            gateway == null ? null : name(gateway),
            address,
            new Aliases(aliases),
            clock.millis());
    var folder = new ManifestsFolder(manifests, Judge.ofOurKinds());
    var statuses = new StatusFolder(statusFolder);
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var metrics = new OperatorMetrics(registry);
    try (var operator = new OfflineOperator(folder, statuses, settings, metrics, clock);
        var health =
            new HealthServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), healthPort),
                operator::missing,
                () -> "runs on " + manifests,
                registry)) {
      var loop = Thread.ofPlatform().name("manifests").start(operator::run);
      Runtime.getRuntime().addShutdownHook(new Thread(loop::interrupt));
      LOG.info("health port {}", health.port());
      loop.join();
    } catch (BindException e) {
      err.println("headgate: port " + healthPort + " is taken: " + e.getMessage());
      return 2;
    }
    return 0;
  }

  private List<ProxyEndpoint> endpoints() {
    return proxies.entrySet().stream()
        .map(proxy -> new ProxyEndpoint(proxy.getKey(), proxy.getValue()))
        .toList();
  }

  private static NamespacedName name(String text) {
    var slash = text.indexOf('/');
    return new NamespacedName(text.substring(0, slash), text.substring(slash + 1));
  }
}

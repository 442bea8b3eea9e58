package dev.headgate.dataplane;

import dev.headgate.dataplane.admin.AdminAccess;
import dev.headgate.dataplane.admin.AdminAccess.LoopbackToken;
import dev.headgate.dataplane.admin.AdminAccess.MutualTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Flags and environment of {@code headgate proxy}; a flag goes before its variable. */
@Command(
    name = "proxy",
    description = {
      "Serves callers of LLMs as its gateway's snapshot says.",
      "A snapshot comes from a mounted directory, by the operator through the admin port, or both;"
          + " the later one is served.",
      ""
    },
    versionProvider = BuildVersion.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    footer = {
      "",
      "HEADGATE_ADMIN_TOKEN (environment only): bearer token of the admin port, plain HTTP, instead"
          + " of --admin-tls-dir; only where --bind is a loopback address.",
      "HEADGATE_LOG_LEVEL (environment only): ERROR, WARN, INFO (default), DEBUG.",
      "Exit codes: 0 stopped by a signal after draining, 2 wrong configuration or port taken."
    })
final class ProxyCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "${env:HEADGATE_PROXY_NAME:-${env:HOSTNAME:-proxy}}",
      description = "Its own name in reports, unique in the gateway (HEADGATE_PROXY_NAME).")
  private String name = "";

  @Option(
      names = "--gateway",
      paramLabel = "NAMESPACE/NAME",
      defaultValue = "${env:HEADGATE_GATEWAY}",
      description = "The only gateway whose snapshots are served; absent: any (HEADGATE_GATEWAY).")
  private @Nullable String gateway;

  @Option(
      names = "--snapshot-dir",
      paramLabel = "DIR",
      defaultValue = "${env:HEADGATE_SNAPSHOT_DIR}",
      description =
          "Where snapshot.json.gz (or snapshot.json) is mounted; followed while it changes"
              + " (HEADGATE_SNAPSHOT_DIR).")
  private @Nullable Path snapshotDirectory;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = "${env:HEADGATE_STATE_DIR}",
      description =
          "Where the last accepted snapshot is kept for the next start; holds provider keys, so"
              + " give it memory or an encrypted disk (HEADGATE_STATE_DIR).")
  private @Nullable Path stateDirectory;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:HEADGATE_BIND:-0.0.0.0}",
      description = "Address to listen on (HEADGATE_BIND).")
  private String bind = "";

  @Option(
      names = "--data-port",
      paramLabel = "PORT",
      defaultValue = "${env:HEADGATE_DATA_PORT:-8080}",
      description = "Callers' port; 0 takes a free one (HEADGATE_DATA_PORT).")
  private int dataPort;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "${env:HEADGATE_HEALTH_PORT:-8086}",
      description = "/livez, /readyz and /metrics; 0 takes a free one (HEADGATE_HEALTH_PORT).")
  private int healthPort;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "${env:HEADGATE_ADMIN_PORT:-8444}",
      description =
          "The operator's port; opened only with --admin-tls-dir or HEADGATE_ADMIN_TOKEN; 0 takes a"
              + " free one (HEADGATE_ADMIN_PORT).")
  private int adminPort;

  @Option(
      names = "--admin-tls-dir",
      paramLabel = "DIR",
      defaultValue = "${env:HEADGATE_ADMIN_TLS_DIR}",
      description =
          "tls.crt, tls.key and ca.crt of the admin port; read anew when they change"
              + " (HEADGATE_ADMIN_TLS_DIR).")
  private @Nullable Path adminTlsDirectory;

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      defaultValue = "${env:HEADGATE_EVENT_LOOPS:-0}",
      description = "Threads that serve calls; 0 is one per core (HEADGATE_EVENT_LOOPS).")
  private int eventLoops;

  @Option(
      names = "--drain-timeout",
      paramLabel = "DURATION",
      converter = GatewayDuration.class,
      defaultValue = "${env:HEADGATE_DRAIN_TIMEOUT:-30s}",
      description =
          "How long running calls may take to end after SIGTERM or Ctrl-C"
              + " (HEADGATE_DRAIN_TIMEOUT).")
  private Duration drainTimeout = Duration.ZERO;

  @Option(
      names = "--ports-file",
      paramLabel = "FILE",
      defaultValue = "${env:HEADGATE_PORTS_FILE}",
      description =
          "Written once it serves: {\"data\":…,\"health\":…,\"admin\":…,\"pid\":…}"
              + " (HEADGATE_PORTS_FILE).")
  private @Nullable Path portsFile;

  @Override
  public Integer call() throws Exception {
    Proxy.start(settings(System.getenv("HEADGATE_ADMIN_TOKEN")));
    return 0;
  }

  private ProxySettings settings(@Nullable String adminToken) {
    require(name.matches("[A-Za-z0-9._-]{1,253}"), "--name: '" + name + "' is no name");
    require(
        gateway == null || gateway.matches("[a-z0-9.-]{1,253}/[a-z0-9.-]{1,253}"),
        "--gateway: '" + gateway + "' is not namespace/name");
    port("--data-port", dataPort);
    port("--health-port", healthPort);
    port("--admin-port", adminPort);
    require(eventLoops >= 0 && eventLoops <= 256, "--event-loops: not between 0 and 256");
    require(
        snapshotDirectory == null || Files.isDirectory(snapshotDirectory),
        "--snapshot-dir: there is no directory " + snapshotDirectory);
    var admin = admin(adminToken == null || adminToken.isEmpty() ? null : adminToken);
    require(
        admin != null || snapshotDirectory != null,
        "no snapshot can come: set HEADGATE_SNAPSHOT_DIR, HEADGATE_ADMIN_TLS_DIR or"
            + " HEADGATE_ADMIN_TOKEN");
    return new ProxySettings(
        name,
        gateway,
        snapshotDirectory,
        stateDirectory,
        admin,
        bind,
        dataPort,
        healthPort,
        adminPort,
        portsFile,
        eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops,
        drainTimeout);
  }

  private @Nullable AdminAccess admin(@Nullable String token) {
    require(
        adminTlsDirectory == null || token == null,
        "HEADGATE_ADMIN_TLS_DIR and HEADGATE_ADMIN_TOKEN exclude each other");
    require(
        adminTlsDirectory == null || Files.isDirectory(adminTlsDirectory),
        "--admin-tls-dir: there is no directory " + adminTlsDirectory);
    require(
        token == null || AdminAccess.isLoopback(bind),
        "HEADGATE_ADMIN_TOKEN is for loopback only: set HEADGATE_BIND to 127.0.0.1, or use"
            + " HEADGATE_ADMIN_TLS_DIR instead of it");
    if (token != null) {
      return new LoopbackToken(token);
    }
    return adminTlsDirectory == null ? null : new MutualTls(adminTlsDirectory);
  }

  private void port(String option, int port) {
    require(port >= 0 && port <= MAX_PORT, option + ": not between 0 and " + MAX_PORT);
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}

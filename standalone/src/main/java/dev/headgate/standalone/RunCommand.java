package dev.headgate.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import redis.embedded.core.ExecutableProvider;

/** {@code headgate run}: Redis, providers, operator and two proxies on this machine. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole system on this machine until Ctrl-C: an embedded Redis, simulated providers,",
      "the operator on a folder of manifests, and two proxies."
    })
final class RunCommand implements Callable<Integer> {
  private static final int CANNOT = 3;

  @Option(
      names = "--manifests",
      paramLabel = "DIR",
      description = "folder of manifests (default: the quickstart)")
  private @Nullable Path manifests;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = {
        "moves all ports: proxies N and N+1, console N+10, simulator N+20, Redis N+30;",
        "127.0.0.1:9090 and 127.0.0.1:6390 in manifests follow"
      })
  private @Nullable Integer portBase;

  @Override
  public Integer call() throws Exception {
    var home = home();
    var folder = (manifests == null ? home.resolve("samples/quickstart") : manifests);
    if (!Files.isDirectory(folder)) {
      System.err.println("headgate: " + folder + " is no folder of manifests");
      return 2;
    }
    if (portBase != null && (portBase < 1024 || portBase > 65_500)) {
      System.err.println("headgate: --port-base takes a port from 1024 to 65500");
      return 2;
    }
    var ports = portBase == null ? Ports.DEFAULT : Ports.from(portBase);
    var runFile = RunFile.path(ports.first());
    endOrphans(runFile);
    if (!allFree(ports)) {
      return CANNOT;
    }
    return run(layout(home, folder.toAbsolutePath().normalize(), ports), runFile);
  }

  private static Path home() {
    var home = System.getenv("HEADGATE_HOME");
    if (home == null) {
      throw new IllegalStateException("start this by bin/headgate, which sets HEADGATE_HOME");
    }
    return Path.of(home);
  }

  private static void endOrphans(Path runFile) {
    RunFile.read(runFile)
        .ifPresent(
            left -> {
              for (var orphan : left.orphans()) {
                System.out.println("ending a part that an earlier run left: pid " + orphan.pid());
                Supervisor.end(orphan);
              }
            });
  }

  private static boolean allFree(Ports ports) {
    var free = true;
    for (var port : ports.named().entrySet()) {
      if (!PortOwner.isFree(port.getValue())) {
        System.err.printf(
            "headgate: port %d (%s) is taken by %s. Stop it, or move all ports:"
                + " make run PORT_BASE=18080%n",
            port.getValue(),
            port.getKey(),
            PortOwner.of(port.getValue()).orElse("another process"));
        free = false;
      }
    }
    return free;
  }

  private static Layout layout(Path home, Path manifests, Ports ports) throws IOException {
    var scratch = Files.createTempDirectory("headgate-");
    var token = new byte[32];
    new SecureRandom().nextBytes(token);
    var inner =
        new Layout.Inner(
            PortOwner.anyFree(),
            PortOwner.anyFree(),
            PortOwner.anyFree(),
            PortOwner.anyFree(),
            PortOwner.anyFree());
    var layout =
        new Layout(
            home,
            manifests,
            scratch,
            ports,
            inner,
            Base64.getUrlEncoder().withoutPadding().encodeToString(token),
            ExecutableProvider.newJarResourceProvider(scratch.toFile()).get().toPath());
    Files.createDirectories(layout.statuses());
    return layout;
  }

  private static int run(Layout layout, Path runFile) throws Exception {
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    var started = RunFile.RunningProcess.of("standalone", ProcessHandle.current());
    var supervisor =
        new Supervisor(
            running -> write(runFile, layout, started, running),
            line -> System.err.println("headgate: " + line));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  awaitQuietly(stopped);
                }));
    try (var whole = new Whole(layout)) {
      try {
        supervisor.start(layout.redisPart());
        supervisor.start(layout.simulatorPart());
        supervisor.start(layout.proxyPart(1));
        supervisor.start(layout.proxyPart(2));
        supervisor.start(layout.operatorPart());
        var readiness = new Startup(layout, supervisor, stop);
        if (!readiness.await()) {
          return stop.getCount() == 0 ? 0 : CANNOT;
        }
        var demo = Demo.in(layout.manifests(), layout.ports().simulator());
        System.out.println(Greeting.text(layout, demo, new Statuses(layout.statuses()).all()));
        stop.await();
        return 0;
      } finally {
        System.out.println("stopping");
        supervisor.close();
        Files.deleteIfExists(runFile);
        Scratch.delete(layout.scratch());
      }
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(
      Path runFile,
      Layout layout,
      RunFile.RunningProcess self,
      Map<String, ProcessHandle> running) {
    var parts = new ArrayList<RunFile.RunningProcess>();
    running.forEach((name, process) -> parts.add(RunFile.RunningProcess.of(name, process)));
    try {
      new RunFile(self, parts, layout.statuses().toString(), layout.ports().named()).write(runFile);
    } catch (IOException e) {
      System.err.println("headgate: cannot write " + runFile + ": " + e.getMessage());
    }
  }
}

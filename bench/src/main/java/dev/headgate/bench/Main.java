package dev.headgate.bench;

import dev.headgate.bench.report.Bar;
import dev.headgate.bench.report.Figures;
import dev.headgate.bench.report.Names;
import dev.headgate.bench.server.Floor;
import dev.headgate.bench.server.ProxyProcess;
import dev.headgate.bench.server.Redis;
import dev.headgate.bench.server.Simulated;
import dev.headgate.bench.server.Snapshots;
import dev.headgate.bench.server.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run}: measures nginx and the proxy and prints the table. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Load on nginx and on the proxy, one after the other on this machine.")
public final class Main implements Callable<Integer> {
  private static final int PACED_TOKENS = 400;

  @Option(names = "--quick", description = "Short runs: to see that it works, not to publish.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only servers whose names contain this; nginx always.")
  private @Nullable String only;

  @Option(names = "--paced", description = "Only streams paced at 10 ms.")
  private boolean pacedOnly;

  @Option(names = "--open-streams", description = "Only what ten thousand open streams cost.")
  private boolean openOnly;

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the proxy; nginx has one worker. Default: ${DEFAULT-VALUE}")
  private int eventLoops;

  @Option(
      names = "--jfr",
      paramLabel = "DIR",
      description = "Records each proxy with Flight Recorder into this folder.")
  private @Nullable Path jfr;

  private Main() {}

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String tool : List.of("nginx", "wrk", "redis-server")) {
      if (!installed(tool)) {
        System.out.println(
            "bench: skipped, "
                + tool
                + " is not installed (Debian: apt-get install nginx wrk redis-server)");
        return 0;
      }
    }
    Path root = Path.of(System.getenv("HEADGATE_HOME"));
    if (jfr != null) {
      Files.createDirectories(jfr);
    }
    Path folder = Files.createTempDirectory("headgate-bench");
    // nginx workers are somebody else and read their files here
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var figures = new Figures();
    try (var upstream = Upstream.start(folder);
        var redis = Redis.start(folder);
        var paced = Simulated.start(root, folder, PACED_TOKENS, Bench.PACE_MS)) {
      var bench =
          new Bench(
              folder, quick ? Durations.QUICK : Durations.FULL, figures, upstream, redis, paced);
      var subjects = subjects(root, folder, upstream, redis);
      if (pacedOnly) {
        bench.runPaced(subjects);
      } else if (openOnly) {
        bench.runOpen(subjects);
      } else {
        bench.run(subjects);
      }
    }
    print(figures);
    Path json = root.resolve("bench/target/bench.json");
    figures.write(json);
    System.out.println("as JSON: " + root.relativize(json));
    if (!figures.notes().isEmpty()) {
      System.out.println("logs and configurations are left in " + folder);
      return 1;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return 0;
  }

  private List<Subject> subjects(Path root, Path folder, Upstream upstream, Redis redis)
      throws IOException {
    String ca = upstream.caPem();
    var subjects = new ArrayList<Subject>();
    subjects.add(
        new Subject(
            Names.FLOOR,
            Names.FLOOR,
            provider -> Floor.below(Names.FLOOR, folder, provider.port(), provider.path()),
            true));
    subjects.add(
        new Subject(
            Names.FLOOR_TLS,
            Names.FLOOR_TLS,
            provider -> Floor.tls(Names.FLOOR_TLS, folder, upstream),
            false));
    subjects.add(proxy(root, folder, Names.BARE, Names.FLOOR, true, s -> s));
    subjects.add(proxy(root, folder, Names.CROWDED, Names.FLOOR, false, Snapshots::crowded));
    subjects.add(
        proxy(root, folder, Names.BUDGETS, Names.FLOOR, false, s -> s.budgets(redis.node())));
    subjects.add(
        proxy(root, folder, Names.ALL, Names.FLOOR, true, s -> s.crowded().budgets(redis.node())));
    subjects.add(
        proxy(
            root,
            folder,
            Names.TRANSLATED,
            Names.FLOOR,
            true,
            s -> s.anthropic().crowded().budgets(redis.node())));
    subjects.add(
        proxy(
            root,
            folder,
            Names.BARE_TLS,
            Names.FLOOR_TLS,
            false,
            s -> s.tls(upstream.tlsPort(), ca)));
    subjects.add(
        proxy(
            root,
            folder,
            Names.ALL_TLS,
            Names.FLOOR_TLS,
            false,
            s -> s.tls(upstream.tlsPort(), ca).crowded().budgets(redis.node())));
    subjects.removeIf(
        subject ->
            only != null
                && !subject.name().contains(only)
                && !subject.name().startsWith(Names.FLOOR));
    return subjects;
  }

  private Subject proxy(
      Path root,
      Path folder,
      String name,
      String floor,
      boolean everything,
      UnaryOperator<Snapshots> change) {
    return new Subject(
        name,
        floor,
        provider ->
            ProxyProcess.start(
                name, root, folder, change.apply(provider.snapshots()).snapshot(), eventLoops, jfr),
        everything);
  }

  private static boolean installed(String tool) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
    for (String folder : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }

  private void print(Figures figures) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%nHeadgate beside nginx on this machine: %d cores, %s, JDK %s; nginx 1 worker, proxy %d"
            + " event loop%s%n%n",
        Runtime.getRuntime().availableProcessors(),
        cpuModel(),
        Runtime.version().feature(),
        eventLoops,
        eventLoops == 1 ? "" : "s");
    for (String measurement : figures.measurements()) {
      System.out.println(figures.table(measurement));
    }
    System.out.println(Bar.table(figures));
    figures.notes().forEach(note -> System.out.println("note: " + note));
  }

  private static String cpuModel() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown CPU");
  }
}

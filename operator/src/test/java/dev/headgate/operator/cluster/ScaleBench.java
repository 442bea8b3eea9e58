package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One large gateway on a real API server, with an operator and proxies in processes of their own:
 * prints the table of docs/sizing.md. Started by bench/operator.
 */
final class ScaleBench implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScaleBench.class);
  private static final String AGENT = "headgate-operator";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(1500);

  private final int routes = Integer.getInteger("routes", 1000);
  private final int backends = Integer.getInteger("backends", 100);
  private final int consumers = Integer.getInteger("consumers", 1000);
  private final int budgets = Integer.getInteger("budgets", 20);
  private final int proxies = Integer.getInteger("proxies", 10);
  private final int changes = Integer.getInteger("changes", 100);
  private final int quietSeconds = Integer.getInteger("quiet", 60);

  private final Path directory;
  private final AuditLog audit;
  private final Installation here;
  private final ScaleManifests manifests;
  private final ProgrammedRoutes programmed;
  private int operators;

  private ScaleBench(Path directory) throws IOException {
    this.directory = directory;
    this.audit = new AuditLog(directory);
    TestCluster.start(audit.flags());
    this.here = new Installation("scale", directory);
    this.manifests = new ScaleManifests(here.namespace, backends);
    this.programmed = new ProgrammedRoutes(here.client, here.namespace);
  }

  /** Sizes are system properties; see the fields. */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("headgate-scale");
    int code = 1;
    try (ScaleBench bench = new ScaleBench(directory)) {
      bench.run();
      code = 0;
    } catch (Exception e) {
      LOG.error("the benchmark ended early", e);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(code); // the API server's client would hold the JVM up
  }

  private void run() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%d routes × %d targets, %d backends × %d models, %d consumers, %d budgets, %d proxies; %d"
            + " CPUs%n",
        routes,
        ScaleManifests.TARGETS,
        backends,
        ScaleManifests.MODELS,
        consumers,
        budgets,
        proxies,
        Runtime.getRuntime().availableProcessors());
    here.apply(manifests.ground(consumers));
    applyAll(backends, manifests::backend);
    applyAll(budgets, manifests::budget);
    applyAll(consumers, manifests::consumer);
    applyAll(routes, i -> manifests.route(i, 0));

    try (OperatorProcess first = operator()) {
      OperatorFigures figures = new OperatorFigures(first);
      long started = System.nanoTime();
      here.proxies(IntStream.range(0, proxies).mapToObj(i -> "main-" + i).toArray(String[]::new));
      within(120).until(() -> figures.acknowledged() == proxies);
      within(120).until(() -> programmed.count() == routes);
      row("first start to every route programmed, proxies' start included", seconds(started));
      settled();
      row("  its requests", audit.requests(0, AGENT));
      first.stop();
    }
    long before = audit.position();
    long started = System.nanoTime();
    try (OperatorProcess operator = operator()) {
      OperatorFigures figures = new OperatorFigures(operator);
      within(120).until(() -> figures.acknowledged() == proxies);
      row("cold: operator start → all acknowledged (bar 30 s)", seconds(started));
      settled();
      row("  its writes", AuditLog.writes(audit.requests(before, AGENT)).toString());
      row("snapshot, gzipped", (snapshotBytes() >> 10) + " KiB");
      changes(figures);
      burst();
      settled();
      rest();
      row("operator RSS, now", figures.size("VmRSS"));
      row("  largest", figures.size("VmHWM"));
      row("  live heap", figures.liveHeap());
    }
  }

  /** Waits until nothing was written for three seconds but Leases. */
  private void settled() throws IOException, InterruptedException {
    int last = -1;
    int now = written();
    while (now != last) {
      last = now;
      TimeUnit.SECONDS.sleep(3);
      now = written();
    }
  }

  private int written() throws IOException {
    return AuditLog.writes(audit.requests(0, AGENT)).entrySet().stream()
        .filter(write -> !write.getKey().endsWith(" leases"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void changes(OperatorFigures operator) throws Exception {
    change(0, 1); // the first one warms the client
    List<Long> took = new ArrayList<>();
    long before = audit.position();
    long cpu = operator.cpuMillis();
    for (int i = 1; i <= changes; i++) {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_CHANGES.toNanos());
      took.add(change(i % routes, i + 1));
    }
    TimeUnit.SECONDS.sleep(2);
    took.sort(Comparator.naturalOrder());
    row("one change: apply → Programmed by all, p50", took.get(took.size() / 2) + " ms");
    row(
        "  p99 (bar 1,000 ms)",
        took.get(Math.min(took.size() - 1, (int) Math.ceil(took.size() * 0.99) - 1)) + " ms");
    row("  largest", took.getLast() + " ms");
    row("  operator CPU per change", (operator.cpuMillis() - cpu) / changes + " ms");
    audit
        .requests(before, AGENT)
        .forEach(
            (request, count) ->
                row(
                    "  API calls per change: " + request,
                    "%.2f".formatted(count / (double) changes)));
  }

  /** From the start of the apply to the status that says Programmed, in ms. */
  private long change(int route, int edit) throws InterruptedException, TimeoutException {
    HasMetadata object = here.cluster.load(manifests.route(route, edit)).getFirst();
    long start = System.nanoTime();
    HasMetadata applied =
        here.client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
    programmed.await(applied.getMetadata().getName(), applied.getMetadata().getGeneration(), LONG);
    return (System.nanoTime() - start) / 1_000_000;
  }

  private void burst() throws Exception {
    long before = audit.position();
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      List<Future<Long>> all =
          IntStream.range(0, Math.min(100, routes))
              .mapToObj(i -> executor.submit(() -> change(i, 1_000_000)))
              .toList();
      for (Future<Long> one : all) {
        one.get();
      }
    }
    row("100 routes changed as fast as the API server takes them", seconds(start));
    TimeUnit.SECONDS.sleep(2);
    row("  writes", AuditLog.writes(audit.requests(before, AGENT)));
  }

  private void rest() throws Exception {
    long before = audit.position();
    TimeUnit.SECONDS.sleep(quietSeconds);
    Map<String, Integer> requests = audit.requests(before, AGENT);
    row("at rest, %d s: writes".formatted(quietSeconds), AuditLog.writes(requests).toString());
    row("  all requests", requests.toString());
  }

  private OperatorProcess operator() throws IOException {
    return OperatorProcess.start(
        here.cluster,
        Files.createDirectories(directory.resolve("operator-" + operators++)),
        "--namespace=" + here.system,
        "--watch-namespaces=" + here.namespace,
        "--identity=bench",
        "--lease-duration=15",
        "--health-port=0");
  }

  private int snapshotBytes() {
    String data =
        here.client
            .secrets()
            .inNamespace(here.namespace)
            .withName("main-snapshot")
            .get()
            .getData()
            .get("snapshot.json.gz");
    return Base64.getDecoder().decode(data).length;
  }

  private void applyAll(int count, IntFunction<String> manifest) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String yaml = manifest.apply(i);
        all.add(executor.submit(() -> here.apply(yaml)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static String seconds(long since) {
    return "%.1f s".formatted((System.nanoTime() - since) / 1e9);
  }

  private static void row(String what, Object figure) {
    System.out.printf(Locale.ROOT, "%-62s %s%n", what, figure);
  }

  @Override
  public void close() throws Exception {
    programmed.close();
    here.close();
  }
}

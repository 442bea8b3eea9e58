package dev.headgate.bench;

import dev.headgate.bench.load.Latencies;
import dev.headgate.bench.load.Message;
import dev.headgate.bench.load.OneByOne;
import dev.headgate.bench.load.OpenLoop;
import dev.headgate.bench.load.OpenStreams;
import dev.headgate.bench.load.Streams;
import dev.headgate.bench.load.Wrk;
import dev.headgate.bench.report.Figures;
import dev.headgate.bench.report.Names;
import dev.headgate.bench.server.Redis;
import dev.headgate.bench.server.Simulated;
import dev.headgate.bench.server.Snapshots;
import dev.headgate.bench.server.Target;
import dev.headgate.bench.server.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The measurements, one server after the other, so that each has the machine to itself. */
final class Bench {
  private static final int CALLERS = 32;
  private static final int BURST_CALLERS = 16;
  private static final int PACED_CALLERS = 64;
  private static final int[] RATES = {500, 1000};

  /** Milliseconds between two events of a paced stream. */
  static final int PACE_MS = 10;

  private static final int OPEN_STREAMS = 10_000;
  private static final int OPEN_PACE_MS = 5_000;
  private static final int OPEN_SECONDS = 30;

  private static final double MICROS = 1e6;

  private final Path folder;
  private final Durations durations;
  private final Figures figures;
  private final Upstream upstream;
  private final Redis redis;
  private final Simulated paced;

  Bench(
      Path folder,
      Durations durations,
      Figures figures,
      Upstream upstream,
      Redis redis,
      Simulated paced) {
    this.folder = folder;
    this.durations = durations;
    this.figures = figures;
    this.upstream = upstream;
    this.redis = redis;
    this.paced = paced;
  }

  /** Measures all of them; one that fails is noted and left out. */
  void run(List<Subject> subjects) throws InterruptedException {
    part("upstream", this::direct);
    part("upstream again", this::direct);
    for (Subject subject : subjects) {
      part(subject.name(), () -> measure(subject));
      if (subject.everything()) {
        part(subject.name() + " streams", () -> paced(subject));
      }
    }
    runOpen(subjects);
  }

  /** Measures what open streams cost those of the proxies that get the whole set. */
  void runOpen(List<Subject> subjects) throws InterruptedException {
    for (Subject subject : subjects) {
      if (subject.everything() && !subject.name().equals(subject.floor())) {
        part(subject.name() + " open streams", () -> open(subject));
      }
    }
  }

  /** Measures paced streams through those of them that get the whole set. */
  void runPaced(List<Subject> subjects) throws InterruptedException {
    for (Subject subject : subjects) {
      if (subject.everything()) {
        part(subject.name() + " streams", () -> paced(subject));
      }
    }
  }

  /**
   * What everything else is compared with. It is measured twice and the better figure is taken: the
   * first run also warms up the load client, whose own stalls must not make others look good.
   */
  private void direct() throws IOException, InterruptedException {
    for (int rate : RATES) {
      latency(Names.DIRECT, upstream.port(), rate);
    }
    firstByte(Names.DIRECT, upstream.port());
    large(Names.DIRECT, upstream.port());
  }

  private void measure(Subject subject) throws IOException, InterruptedException {
    try (Target target = subject.start().at(new Subject.Provider(upstream.port(), ""))) {
      throughput(subject, target);
      if (subject.everything()) {
        for (int rate : RATES) {
          latency(subject.name(), target.port(), rate);
        }
      }
    }
    if (subject.everything()) {
      try (Target target = subject.start().at(new Subject.Provider(upstream.port(), "/burst"))) {
        burst(subject, target);
        firstByte(subject.name(), target.port());
      }
      try (Target target = subject.start().at(new Subject.Provider(upstream.port(), "/large"))) {
        Message chat = Message.chat(Snapshots.KEY);
        Wrk.run(folder, target.port(), chat, CALLERS, warmUp(target) / 2 + 1);
        large(subject.name(), target.port());
      }
    }
  }

  private void throughput(Subject subject, Target target) throws IOException, InterruptedException {
    Message chat = Message.chat(Snapshots.KEY);
    Wrk.run(folder, target.port(), chat, CALLERS, warmUp(target));
    double allocatedBefore = target.allocatedBytes();
    double before = target.cpuSeconds();
    double redisBefore = redis.cpuSeconds();
    var result = Wrk.run(folder, target.port(), chat, CALLERS, durations.run());
    double cpu = (target.cpuSeconds() - before) * MICROS / result.requests();
    double allocated = (target.allocatedBytes() - allocatedBefore) / result.requests();
    String name = subject.name();
    figures.add(Names.CPU, name, "us", cpu);
    ratio(Names.CPU, subject);
    figures.add(Names.CPU, name, "req/s", result.perSecond());
    figures.add(Names.CPU, name, "p50 ms", result.p50Us() / 1000);
    figures.add(Names.CPU, name, "p99 ms", result.p99Us() / 1000);
    double redisCpu = (redis.cpuSeconds() - redisBefore) * MICROS / result.requests();
    figures.add(Names.CPU, name, "redis us", redisCpu);
    figures.add(Names.CPU, name, "RSS MiB", target.rssMib());
    if (allocatedBefore >= 0) {
      figures.add(Names.CPU, name, "alloc B", allocated);
    }
    if (target.startMs() >= 0) {
      figures.add(Names.CPU, name, "start ms", (double) target.startMs());
    }
  }

  /** Seconds of load before a measurement: a JVM compiles what is hot first, nginx does not. */
  private int warmUp(Target target) {
    return target.startMs() < 0 ? 1 : durations.warmUp();
  }

  private void latency(String name, int port, int rate) throws IOException, InterruptedException {
    // as long as for the throughput: what few calls run through is compiled late
    Latencies latencies =
        OpenLoop.run(port, Message.chat(Snapshots.KEY), rate, durations.warmUp(), durations.run());
    quantiles(Names.at(rate), name, latencies);
  }

  private void large(String name, int port) throws IOException {
    Message message = Message.large(Snapshots.KEY);
    Message said = name.equals(Names.DIRECT) ? message.below("/large") : message;
    quantiles(Names.LARGE, name, OneByOne.whole(port, said, durations.run()));
  }

  private void firstByte(String name, int port) throws IOException {
    Message message = Message.stream(Snapshots.KEY);
    // a proxy adds the path itself; to the upstream it must be said
    Message said = name.equals(Names.DIRECT) ? message.below("/burst") : message;
    quantiles(Names.FIRST, name, OneByOne.firstByte(port, said, durations.run()));
  }

  private void quantiles(String measurement, String name, Latencies latencies) {
    figures.least(measurement, name, "p50 ms", latencies.quantileMs(0.5));
    figures.least(measurement, name, "p99 ms", latencies.quantileMs(0.99));
    for (String quantile : List.of("p50 ms", "p99 ms")) {
      var base = figures.get(measurement, Names.DIRECT, quantile);
      var mine = figures.get(measurement, name, quantile);
      if (!name.equals(Names.DIRECT) && base.isPresent() && mine.isPresent()) {
        figures.add(
            measurement, name, "added " + quantile, mine.getAsDouble() - base.getAsDouble());
      }
    }
  }

  private void burst(Subject subject, Target target) throws IOException, InterruptedException {
    Message stream = Message.stream(Snapshots.KEY);
    Wrk.run(folder, target.port(), stream, BURST_CALLERS, warmUp(target));
    double allocatedBefore = target.allocatedBytes();
    double before = target.cpuSeconds();
    var result = Wrk.run(folder, target.port(), stream, BURST_CALLERS, durations.run());
    double events = (double) result.requests() * Upstream.BURST_EVENTS;
    double cpu = (target.cpuSeconds() - before) * MICROS / events;
    double allocated = (target.allocatedBytes() - allocatedBefore) / events;
    figures.add(Names.BURST, subject.name(), "us/event", cpu);
    ratio(Names.BURST, subject);
    figures.add(
        Names.BURST, subject.name(), "events/s", result.perSecond() * Upstream.BURST_EVENTS);
    if (allocatedBefore >= 0) {
      figures.add(Names.BURST, subject.name(), "alloc B/event", allocated);
    }
  }

  private void paced(Subject subject) throws IOException, InterruptedException {
    var provider = new Subject.Provider(paced.port(), "/openai");
    try (Target target = subject.start().at(provider)) {
      Message stream = Message.stream(Snapshots.KEY);
      // at 6,000 events a second a JVM takes a minute to compile what is hot: warm it up faster
      paced.pace(1);
      Streams.run(target.port(), stream, PACED_CALLERS, warmUp(target));
      paced.pace(PACE_MS);
      Streams.run(target.port(), stream, PACED_CALLERS, 2);
      double before = target.cpuSeconds();
      long events = Streams.run(target.port(), stream, PACED_CALLERS, durations.run());
      double cpu = (target.cpuSeconds() - before) * MICROS / events;
      figures.add(Names.PACED, subject.name(), "us/event", cpu);
      ratio(Names.PACED, subject);
      figures.add(Names.PACED, subject.name(), "events/s", (double) events / durations.run());
    }
  }

  private void open(Subject subject) throws IOException, InterruptedException {
    paced.pace(OPEN_PACE_MS);
    var provider = new Subject.Provider(paced.port(), "/openai", true);
    try (Target target = subject.start().at(provider)) {
      double before = target.rssMib();
      try (var streams =
          OpenStreams.open(target.port(), Message.stream(Snapshots.KEY), OPEN_STREAMS)) {
        double cpuBefore = target.cpuSeconds();
        long eventsBefore = streams.events();
        streams.hold(OPEN_SECONDS);
        double rss = target.rssMib();
        String name = subject.name();
        figures.add(Names.OPEN, name, "RSS MiB", rss);
        figures.add(Names.OPEN, name, "KiB each", (rss - before) * 1024 / OPEN_STREAMS);
        figures.add(
            Names.OPEN,
            name,
            "events/s",
            (double) (streams.events() - eventsBefore) / OPEN_SECONDS);
        double cpu = (target.cpuSeconds() - cpuBefore) / OPEN_SECONDS;
        figures.add(Names.OPEN, name, "CPU % of a core", cpu * 100);
        figures.add(Names.OPEN, name, "ended early", streams.ended());
      }
    }
  }

  private void ratio(String measurement, Subject subject) {
    String figure = measurement.equals(Names.CPU) ? "us" : "us/event";
    var floor = figures.get(measurement, subject.floor(), figure);
    var mine = figures.get(measurement, subject.name(), figure);
    if (floor.isPresent() && mine.isPresent()) {
      figures.add(measurement, subject.name(), "ratio", mine.getAsDouble() / floor.getAsDouble());
    }
  }

  /** One part of the run. */
  @FunctionalInterface
  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  private void part(String name, Part part) throws InterruptedException {
    long start = System.nanoTime();
    try {
      part.run();
      System.err.printf("bench: %s, %.0f s%n", name, (System.nanoTime() - start) / 1e9);
    } catch (IOException | RuntimeException e) {
      figures.note(name + " failed: " + e.getMessage());
      System.err.println("bench: " + name + " failed: " + e.getMessage());
    }
  }
}

package dev.headgate.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/** What the figures are held against (the design's bar.md). */
public final class Bar {
  private record Line(String what, String measurement, String server, String figure, double most) {}

  private static final List<Line> LINES =
      List.of(
          new Line("CPU per request, no budgets, × nginx", Names.CPU, Names.BARE, "ratio", 2.5),
          new Line("CPU per request, everything on, × nginx", Names.CPU, Names.ALL, "ratio", 5),
          new Line(
              "CPU per request, TLS upstream, no budgets, × nginx with TLS",
              Names.CPU,
              Names.BARE_TLS,
              "ratio",
              4),
          new Line(
              "CPU per request, TLS upstream, everything on, × nginx with TLS",
              Names.CPU,
              Names.ALL_TLS,
              "ratio",
              4),
          new Line(
              "added p50 ms at 500/s, everything on",
              Names.at(500),
              Names.ALL,
              "added p50 ms",
              0.4),
          new Line(
              "added p99 ms at 500/s, everything on", Names.at(500), Names.ALL, "added p99 ms", 1),
          new Line(
              "added p50 ms at 1,000/s, everything on",
              Names.at(1000),
              Names.ALL,
              "added p50 ms",
              0.5),
          new Line(
              "added p99 ms at 1,000/s, everything on",
              Names.at(1000),
              Names.ALL,
              "added p99 ms",
              2),
          new Line("CPU per event, burst, × nginx", Names.BURST, Names.ALL, "ratio", 3),
          new Line("CPU per event, paced, × nginx", Names.PACED, Names.ALL, "ratio", 1.5),
          new Line(
              "CPU per event translated, burst, × nginx",
              Names.BURST,
              Names.TRANSLATED,
              "ratio",
              6),
          new Line(
              "CPU per event translated, paced, × nginx",
              Names.PACED,
              Names.TRANSLATED,
              "ratio",
              2.5),
          new Line("10,000 open streams, RSS MiB", Names.OPEN, Names.ALL, "RSS MiB", 1024),
          new Line("first byte of a stream, ms, c=1", Names.FIRST, Names.ALL, "p50 ms", 0.8),
          new Line("400 KB prompt, added p50 ms", Names.LARGE, Names.ALL, "added p50 ms", 2),
          new Line("start to ready, ms", Names.CPU, Names.ALL, "start ms", 1000));

  private Bar() {}

  /** The bar beside what was measured. */
  public static String table(Figures figures) {
    var table = new Table("the bar", "at most", "measured", "");
    for (Line line : LINES) {
      OptionalDouble measured = figures.get(line.measurement(), line.server(), line.figure());
      table.add(
          List.of(
              line.what(),
              Figures.format(line.most()),
              measured.isPresent() ? Figures.format(measured.getAsDouble()) : "-",
              measured.isEmpty() ? "not measured" : verdict(measured.getAsDouble(), line.most())));
    }
    return table.toString();
  }

  /** Nothing is faster with a proxy before it: a negative figure says that the machine was busy. */
  private static String verdict(double measured, double most) {
    if (measured < 0) {
      return "noise";
    }
    return measured <= most ? "met" : "MISSED";
  }
}

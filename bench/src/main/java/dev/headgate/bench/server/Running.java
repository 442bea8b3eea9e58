package dev.headgate.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that the benchmark started, and ends by its pid. */
public final class Running implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;
  private static final int UTIME = 11;
  private static final long GRACE_SECONDS = 10;
  private static final Pattern ALLOCATED =
      Pattern.compile("(?m)^\"vert\\.x-eventloop-thread.* allocated=(\\d+)([BKMG])");

  private final String name;
  private final Process process;
  private final Path log;

  private Running(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command with its output in a file.
   *
   * @param environment added to this process's own
   */
  static Running start(
      String name, Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().putAll(environment);
    return new Running(name, builder.start(), log);
  }

  /** What it wrote so far. */
  String output() throws IOException {
    return Files.readString(log);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Its failure in words, with the end of what it wrote. */
  IllegalStateException failed(String what) throws IOException {
    String output = output();
    String end = output.substring(Math.max(0, output.length() - 2000));
    return new IllegalStateException(name + " " + what + ":\n" + end);
  }

  /**
   * Has a JVM write what Flight Recorder has so far; a proxy that is stopped ends too soon for
   * that.
   *
   * @param recording name of the recording
   */
  void dump(String recording, Path file) throws IOException, InterruptedException {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(process.pid()),
            "JFR.dump",
            "name=" + recording,
            "filename=" + file)
        .redirectErrorStream(true)
        .redirectOutput(log.resolveSibling("jcmd.log").toFile())
        .start()
        .waitFor();
  }

  /** CPU seconds, user and system, of it and its children since they started. */
  public double cpuSeconds() throws IOException {
    double ticks = 0;
    for (long pid : pids()) {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // the second field is the command in parentheses and may hold spaces
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Resident memory in MiB of it and its children. */
  public double rssMib() throws IOException {
    double kib = 0;
    for (long pid : pids()) {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          kib += Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    }
    return kib / 1024;
  }

  /**
   * Bytes that a JVM's event loops have allocated since they started; to two or three digits, as
   * the JVM tells it.
   *
   * @return -1 when it is no JVM with event loops
   */
  public double allocatedBytes() throws IOException, InterruptedException {
    Path threads = log.resolveSibling("threads.txt");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "Thread.print",
                "-e")
            .redirectErrorStream(true)
            .redirectOutput(threads.toFile())
            .start()
            .waitFor();
    double bytes = 0;
    Matcher loop = ALLOCATED.matcher(code == 0 ? Files.readString(threads) : "");
    boolean any = false;
    while (loop.find()) {
      any = true;
      bytes += Long.parseLong(loop.group(1)) * unit(loop.group(2));
    }
    return any ? bytes : -1;
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "K" -> 1L << 10;
      case "M" -> 1L << 20;
      case "G" -> 1L << 30;
      default -> 1;
    };
  }

  private List<Long> pids() {
    var self = process.toHandle();
    return Stream.concat(Stream.of(self), self.descendants()).map(ProcessHandle::pid).toList();
  }

  @Override
  public void close() {
    var children = process.toHandle().descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

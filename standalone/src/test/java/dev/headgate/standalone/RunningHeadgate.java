package dev.headgate.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code headgate run} as a person starts it, in a process of its own with a cache of its own. */
final class RunningHeadgate implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("headgate.root", ".."));
  private static final Duration UP = Duration.ofSeconds(90);

  private final Path scratch;
  private final Process process;
  final Path manifests;
  final Ports ports;

  private RunningHeadgate(Path scratch, Path manifests, Ports ports, Process process) {
    this.scratch = scratch;
    this.manifests = manifests;
    this.ports = ports;
    this.process = process;
  }

  /** Starts it on a copy of the quickstart and waits for its greeting. */
  static RunningHeadgate start(Path scratch) throws IOException {
    var manifests = Files.createDirectory(scratch.resolve("manifests"));
    try (var files = Files.list(ROOT.resolve("samples/quickstart"))) {
      for (var file : files.toList()) {
        Files.copy(file, manifests.resolve(file.getFileName().toString()));
      }
    }
    var base = freeBase();
    var process =
        command(scratch, "run", "--manifests", manifests.toString(), "--port-base", "" + base)
            .start();
    var running = new RunningHeadgate(scratch, manifests, Ports.from(base), process);
    await()
        .atMost(UP)
        .until(() -> running.output().contains("Ctrl-C stops all of it") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("headgate run ended: " + running.output());
    }
    return running;
  }

  /** A {@code headgate} command whose output goes to a file. */
  static ProcessBuilder command(Path scratch, String... arguments) {
    var command = new ArrayList<String>();
    command.add(ROOT.resolve("bin/headgate").toString());
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve(arguments[0] + ".out").toFile());
    builder.environment().put("HEADGATE_CACHE", scratch.resolve("cache").toString());
    return builder;
  }

  /** Runs a {@code headgate} command to its end and returns what it printed. */
  String headgate(String... arguments) throws Exception {
    command(scratch, arguments).start().waitFor();
    return Files.readString(scratch.resolve(arguments[0] + ".out"));
  }

  String output() throws IOException {
    return Files.readString(scratch.resolve("run.out"));
  }

  String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Replaces text in one of its manifests. */
  void edit(String file, String from, String to) throws IOException {
    var path = manifests.resolve(file);
    var text = Files.readString(path);
    if (!text.contains(from)) {
      throw new AssertionError(file + " does not contain " + from);
    }
    Files.writeString(path, text.replace(from, to));
  }

  /** A part's process, such as {@code proxy-1}. */
  ProcessHandle part(String name) {
    var file =
        scratch.resolve("cache").resolve("run").resolve("standalone-" + ports.first() + ".json");
    return RunFile.read(file).stream()
        .flatMap(run -> run.parts().stream())
        .filter(part -> part.name().equals(name))
        .flatMap(part -> part.handle().stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " does not run"));
  }

  /** Everything it started, itself too. */
  List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** As Ctrl-C does. */
  int interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroy();
      throw new AssertionError(
          "Ctrl-C did not end it. A JVM started by a shell's & or nohup ignores it: were the"
              + " tests?");
    }
    return process.exitValue();
  }

  private static int freeBase() throws IOException {
    while (true) {
      var base = PortOwner.anyFree();
      if (base < 65_000 && Ports.from(base).named().values().stream().allMatch(PortOwner::isFree)) {
        return base;
      }
    }
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      interrupt();
    }
  }
}

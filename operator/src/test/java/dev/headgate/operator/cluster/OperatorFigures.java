package dev.headgate.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** What an operator's process uses, and what it says of its proxies. */
final class OperatorFigures {
  private final OperatorProcess operator;

  /** Of a process that runs. */
  OperatorFigures(OperatorProcess operator) {
    this.operator = operator;
  }

  /** How many proxies serve the wanted snapshot; 0 while it says nothing yet. */
  int acknowledged() throws IOException, InterruptedException {
    return operator
        .metrics()
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.startsWith("headgate_operator_proxies{"))
                    .filter(line -> line.contains("state=\"acknowledged\""))
                    .findFirst())
        .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .orElse(0);
  }

  /** CPU time since its start, ms. */
  long cpuMillis() {
    return ProcessHandle.of(operator.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toMillis)
        .orElse(0L);
  }

  /**
   * A size from the kernel.
   *
   * @param field {@code VmRSS} or {@code VmHWM}
   */
  String size(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + operator.pid() + "/status")).stream()
        .filter(line -> line.startsWith(field))
        .map(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024 + " MiB")
        .findFirst()
        .orElse("unknown");
  }

  /** The heap's parts after a full collection. */
  String liveHeap() throws IOException {
    jcmd("GC.run");
    return jcmd("GC.heap_info")
        .lines()
        .filter(line -> line.contains(" used "))
        .map(line -> line.strip().replaceAll(" {2,}", " ").replaceAll(" \\[.*", ""))
        .collect(Collectors.joining("; "));
  }

  private String jcmd(String command) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(operator.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}

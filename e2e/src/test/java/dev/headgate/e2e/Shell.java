package dev.headgate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands as a user types them, in the repository's folder. */
final class Shell {
  private final Map<String, String> environment;

  /**
   * Runs nothing yet.
   *
   * @param environment added to this process's
   */
  Shell(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * What a command left.
   *
   * @param code 0 when it went well
   * @param output both of its outputs, in the order in which they were written
   */
  record Run(int code, String output) {
    /** The output of a command that has to go well. */
    String good() {
      if (code != 0) {
        throw new AssertionError("exit code " + code + ":\n" + output);
      }
      return output;
    }
  }

  /** A script for bash, which ends at the first command that fails. */
  Run script(String script) {
    return run("", List.of("bash", "-euo", "pipefail", "-c", script));
  }

  /** A program with something on its standard input. */
  Run run(String input, List<String> command) {
    try {
      Process process = start(command);
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var out = process.getOutputStream()) {
                      out.write(input.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                      // It ended before it had read everything: its code says so.
                    }
                  });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      writer.join();
      return new Run(code, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A program that goes on beside the test; its two outputs are one. */
  Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(Repository.ROOT.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }
}

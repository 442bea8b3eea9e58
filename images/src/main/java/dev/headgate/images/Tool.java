package dev.headgate.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.spi.ToolProvider;

/** Other programs' output. */
final class Tool {
  private Tool() {}

  /**
   * Runs a program of this machine to its end, in the C locale.
   *
   * @return what it wrote
   * @throws Missing when there is no such program
   * @throws UncheckedIOException when it ends with another code than 0
   */
  static String run(List<String> command) {
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LC_ALL", "C");
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new Missing(
          command.getFirst()
              + " is not here: images are put together from Debian's packages (libc6, libgcc-s1,"
              + " ca-certificates, redis-server), so run this on Debian 12 or newer, or in a"
              + " container of it");
    }
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(String.join(" ", command) + " ended with " + code + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /**
   * Runs a tool of the JDK that runs this.
   *
   * @throws UncheckedIOException when it ends with another code than 0
   */
  static String ofTheJdk(String name, List<String> arguments) {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new Missing("this Java has no " + name + ": a whole JDK is needed"));
    var output = new StringWriter();
    var errors = new StringWriter();
    int code =
        tool.run(
            new PrintWriter(output), new PrintWriter(errors), arguments.toArray(String[]::new));
    if (code != 0) {
      throw new UncheckedIOException(
          new IOException(name + " ended with " + code + ": " + output + errors));
    }
    return output.toString();
  }
}

package dev.headgate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port of a pod or Service on this machine, by {@code kubectl port-forward}. */
final class Forward implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) ->");

  private final Process process;
  private final int port;

  private Forward(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** To a free port of this machine. */
  static Forward to(String target, int port) {
    return by(List.of("kubectl", "-n", Installation.NAMESPACE, "port-forward", target, ":" + port));
  }

  /** By a command that is {@code kubectl port-forward}. */
  static Forward by(List<String> command) {
    try {
      List<String> shell = new ArrayList<>(List.of("bash", "-c", "exec \"$@\"", "bash"));
      shell.addAll(command);
      Process process = TestCluster.get().shell().start(shell);
      Scanner said = new Scanner(process.getInputStream(), StandardCharsets.UTF_8);
      String line = said.hasNextLine() ? said.nextLine() : "";
      Matcher matcher = PORT.matcher(line);
      if (!matcher.find()) {
        process.destroy();
        throw new AssertionError(command + ": " + line);
      }
      return new Forward(process, Integer.parseInt(matcher.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}

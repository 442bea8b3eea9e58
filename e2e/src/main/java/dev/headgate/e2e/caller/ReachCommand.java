package dev.headgate.e2e.caller;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code caller reach}: whether a TCP connection comes about, for tests of NetworkPolicies. */
@Command(
    name = "reach",
    mixinStandardHelpOptions = true,
    description = "Prints open, or why no connection came about within two seconds.")
final class ReachCommand implements Callable<Integer> {
  private static final int PATIENCE_MILLIS = 2_000;

  @Parameters(index = "0", description = "name or address")
  private String host = "";

  @Parameters(index = "1", description = "port")
  private int port;

  private ReachCommand() {}

  @Override
  public Integer call() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      System.out.println("open");
    } catch (IOException e) {
      System.out.println("closed: " + e.getMessage());
    }
    return 0;
  }
}

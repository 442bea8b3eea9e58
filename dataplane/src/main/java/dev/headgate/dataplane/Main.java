package dev.headgate.dataplane;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the proxy: {@code headgate proxy}. */
@Command(
    name = "headgate",
    description = "Headgate's proxy.",
    subcommands = ProxyCommand.class,
    versionProvider = BuildVersion.class,
    mixinStandardHelpOptions = true)
public final class Main {
  /** The command line, or the environment, was wrong. */
  static final int USAGE = 2;

  private Main() {}

  /**
   * Returns when the proxy serves; the process ends by a signal, or with 2 when it cannot start.
   */
  public static void main(String[] args) {
    // Vert.x would log by java.util.logging, past our format and level.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    int code =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((e, unused) -> failed(reason(e)))
            .setExecutionExceptionHandler((e, command, parsed) -> failed(reason(e)))
            .execute(args);
    if (code != 0 || helped(args)) {
      System.exit(code);
    }
  }

  private static boolean helped(String[] args) {
    return args.length == 0 || !args[0].equals("proxy");
  }

  private static int failed(String why) {
    System.err.println("headgate proxy: " + why.lines().findFirst().orElse(""));
    return USAGE;
  }

  private static String reason(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}

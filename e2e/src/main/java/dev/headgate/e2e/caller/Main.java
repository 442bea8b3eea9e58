package dev.headgate.e2e.caller;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code caller}: what runs in the pods that call a gateway. */
@Command(
    name = "caller",
    mixinStandardHelpOptions = true,
    subcommands = {OnceCommand.class, LoadCommand.class, ReachCommand.class},
    description = "Calls a gateway with OpenAI's official SDK; the key is in HEADGATE_KEY.")
public final class Main {
  private Main() {}

  /** Ends with the command's code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}

package dev.headgate.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code headgate}: what people call; commands of other modules are started by {@code
 * bin/headgate}.
 */
@Command(
    name = "headgate",
    mixinStandardHelpOptions = true,
    version = "headgate 0.1.0-SNAPSHOT",
    description = "An LLM gateway for Kubernetes: operator, proxy, and the whole on one machine.",
    subcommands = RunCommand.class,
    footer = {
      "",
      "Also:",
      "  get KIND [NAME]     statuses of a running standalone, in kubectl's columns",
      "  validate DIR|FILE…  manifests offline: schema, rules and the operator's own compile",
      "  explain --defaults [KIND]   what a field is when nobody says it",
      "  operator, proxy, simulator   the parts, as they start in a pod; each has --help",
      "",
      "Exit codes: 0 ok, 1 found problems, 2 usage, 3 cannot reach."
    })
public final class Main {
  private Main() {}

  /** Starts the command that the arguments name. */
  public static void main(String[] args) {
    var command = new CommandLine(new Main());
    if (args.length == 0) {
      command.usage(System.out);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    System.exit(command.execute(args));
  }
}

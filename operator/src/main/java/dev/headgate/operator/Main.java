package dev.headgate.operator;

import dev.headgate.operator.offline.ExplainCommand;
import dev.headgate.operator.offline.GetCommand;
import dev.headgate.operator.offline.ManifestsCommand;
import dev.headgate.operator.offline.ValidateCommand;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code headgate operator}, and the commands that judge or read manifests without a cluster. */
public final class Main {
  private static final List<String> NAMES = List.of("operator", "validate", "get", "explain");

  private Main() {}

  /** Runs the named command; without a name the operator, as it runs in a pod. */
  public static void main(String[] args) {
    var named = args.length > 0 && NAMES.contains(args[0]);
    var flags = named ? Arrays.copyOfRange(args, 1, args.length) : args;
    System.exit(new CommandLine(command(named ? args[0] : "operator", flags)).execute(flags));
  }

  private static Callable<Integer> command(String name, String[] flags) {
    return switch (name) {
      case "validate" -> new ValidateCommand();
      case "get" -> new GetCommand();
      case "explain" -> new ExplainCommand();
      default -> worksOnAFolder(flags) ? new ManifestsCommand() : new OperatorCommand();
    };
  }

  private static boolean worksOnAFolder(String[] flags) {
    return Arrays.stream(flags)
        .anyMatch(f -> f.equals("--manifests") || f.startsWith("--manifests="));
  }
}

package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate explain}: what a field is when nobody says it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "What a field is when a manifest does not say it. Explaining how a request was routed is not",
      "built yet."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "2:usage"})
public final class ExplainCommand implements Callable<Integer> {
  private static final Pattern DEFAULT = Pattern.compile("Default: (.*?)\\. Example: ");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--defaults",
      description = "every field that may be left out, with what it is then")
  private boolean defaults;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "kind, plural or short name, such as lr (default: all kinds)")
  private @Nullable String kind;

  @Override
  public Integer call() {
    if (!defaults) {
      spec.commandLine().getErr().println("headgate: only explain --defaults [KIND] is built yet");
      return 2;
    }
    var kinds = PrintedKind.named(kind == null ? "headgate" : kind, OurCrds.all());
    if (kinds.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "headgate: there is no kind \""
                  + kind
                  + "\"; there are "
                  + PrintedKind.names(OurCrds.all()));
      return 2;
    }
    var out = spec.commandLine().getOut();
    for (var one : kinds) {
      var schema = one.crd().at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
      print(one.kind() + ".spec", schema, out);
    }
    out.flush();
    return 0;
  }

  private static void print(String path, JsonNode schema, PrintWriter out) {
    for (var property : schema.path("properties").properties()) {
      var at = path + "." + property.getKey();
      var description = property.getValue().path("description").asText();
      var found = DEFAULT.matcher(description);
      if (found.find()) {
        out.println(at + ": " + found.group(1));
      }
      print(at, property.getValue(), out);
      print(at + "[]", property.getValue().path("items"), out);
    }
  }
}

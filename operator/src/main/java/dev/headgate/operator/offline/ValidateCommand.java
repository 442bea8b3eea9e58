package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate validate}: for people and for pipelines of GitOps repositories. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Checks manifests without a cluster: syntax, schema, rules and the operator's own compile.",
      "Everything named is one world: a route finds its backend in another file."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is wrong", "1:problems were found", "2:usage"})
public final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "DIR|FILE", description = "manifests, YAML or JSON")
  private List<Path> paths = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      description = "how to print (default: ${DEFAULT-VALUE}); table is file:line, one a line")
  private Output output = Output.table;

  /** How findings are printed. */
  enum Output {
    table,
    json,
    yaml
  }

  @Override
  public Integer call() throws Exception {
    var err = spec.commandLine().getErr();
    for (var path : paths) {
      if (!Files.exists(path)) {
        err.println("headgate: there is no " + path);
        return 2;
      }
    }
    var validation = Validation.of(paths, Judge.ofOurKinds(), Instant.now());
    var out = spec.commandLine().getOut();
    if (output == Output.table) {
      print(validation, out);
    } else {
      var mapper = output == Output.json ? new ObjectMapper() : new ObjectMapper(new YAMLFactory());
      out.println(
          mapper
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(
                  validation.findings().stream().map(ValidateCommand::row).toList()));
    }
    out.flush();
    return validation.problems() > 0 ? 1 : 0;
  }

  private static void print(Validation validation, PrintWriter out) {
    validation.findings().forEach(finding -> out.println(finding.text()));
    out.printf(
        "%d objects, %d problems, %d warnings%n",
        validation.objects(),
        validation.problems(),
        validation.findings().size() - validation.problems());
  }

  private static Map<String, Object> row(Finding finding) {
    var row = new LinkedHashMap<String, Object>();
    row.put("file", finding.file().toString());
    row.put("line", finding.line());
    row.put("severity", finding.severity().name());
    row.put("object", finding.object());
    row.put("path", finding.path());
    row.put("message", finding.message());
    return row;
  }
}

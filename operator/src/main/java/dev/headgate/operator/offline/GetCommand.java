package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code headgate get}: what {@code kubectl get} would print, from a standalone's status folder.
 */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Statuses of a standalone that runs on this machine, in kubectl's columns.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:printed",
      "1:there is no such object",
      "2:usage",
      "3:no standalone runs on this machine"
    })
public final class GetCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "kind, plural or short name, such as lr; or headgate for all kinds")
  private String kind = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "one object")
  private @Nullable String name;

  @Option(
      names = {"-n", "--namespace"},
      description = "only this namespace (default: all)")
  private @Nullable String namespace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|wide|json|yaml",
      description = "how to print (default: ${DEFAULT-VALUE})")
  private Output output = Output.table;

  @Option(
      names = "--status-dir",
      paramLabel = "DIR",
      description = "where the statuses are (default: found by itself)")
  private @Nullable Path statusFolder;

  /** How objects are printed. */
  enum Output {
    table,
    wide,
    json,
    yaml
  }

  @Override
  public Integer call() throws IOException {
    var err = spec.commandLine().getErr();
    var folder =
        statusFolder == null ? RunningStandalone.statusFolder().orElse(null) : statusFolder;
    if (folder == null || !Files.isDirectory(folder)) {
      err.println("headgate: no standalone runs on this machine; start one with: make run");
      return 3;
    }
    var kinds = PrintedKind.named(kind, OurCrds.all());
    if (kinds.isEmpty()) {
      err.println(
          "headgate: there is no kind \""
              + kind
              + "\"; there are "
              + PrintedKind.names(OurCrds.all()));
      return 2;
    }
    var printed = 0;
    for (var one : kinds) {
      var objects = objects(folder.resolve(one.kind()));
      if (!objects.isEmpty()) {
        print(one, objects, printed > 0);
        printed += objects.size();
      }
    }
    spec.commandLine().getOut().flush();
    if (printed == 0) {
      err.println(
          name == null
              ? "No resources found."
              : "Error: " + kinds.getFirst().kind() + " \"" + name + "\" not found");
    }
    return printed == 0 && name != null ? 1 : 0;
  }

  private List<JsonNode> objects(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<JsonNode>();
    try (var files = Files.walk(folder, 2)) {
      for (var file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        var object = JSON.readTree(file.toFile());
        if ((name == null || name.equals(object.at("/metadata/name").asText()))
            && (namespace == null || namespace.equals(object.at("/metadata/namespace").asText()))) {
          found.add(object);
        }
      }
    }
    return found;
  }

  private void print(PrintedKind one, List<JsonNode> objects, boolean further) throws IOException {
    var out = spec.commandLine().getOut();
    switch (output) {
      case json -> out.println(pretty(JSON, objects));
      case yaml -> out.print(pretty(new ObjectMapper(new YAMLFactory()), objects));
      case table, wide -> {
        if (further) {
          out.println();
        }
        out.print(one.table(objects, output == Output.wide, Instant.now()));
      }
    }
  }

  private String pretty(ObjectMapper mapper, List<JsonNode> objects) throws IOException {
    return mapper
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(name == null ? objects : objects.getFirst());
  }
}

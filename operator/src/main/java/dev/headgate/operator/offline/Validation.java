package dev.headgate.operator.offline;

import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Compiler;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.compile.WorldView;
import dev.headgate.operator.offline.Finding.Severity;
import dev.headgate.operator.offline.ManifestsFolder.Held;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything an API server and the operator would say to some manifests, without either: syntax,
 * schema, rules, then the operator's own compile over all of them together.
 *
 * @param objects how many were looked at
 * @param findings sorted by file and line
 */
record Validation(int objects, List<Finding> findings) {

  /** Looks at files and folders as one world. */
  static Validation of(List<Path> paths, Judge judge, Instant now) throws IOException {
    var findings = new ArrayList<Finding>();
    var objects = new TreeMap<String, Held>();
    for (var path : paths) {
      var folder = new ManifestsFolder(path, judge);
      folder.refresh();
      findings.addAll(folder.findings());
      objects.putAll(folder.objects());
    }
    var world = OfflineWorld.of(objects.values(), new Aliases(Map.of()), now);
    verdicts(world).values().forEach(verdict -> findings.addAll(findings(verdict, objects)));
    findings.sort(
        Comparator.comparing((Finding f) -> f.file().toString())
            .thenComparing(Finding::line)
            .thenComparing(Finding::text));
    return new Validation(objects.size(), findings.stream().distinct().toList());
  }

  long problems() {
    return findings.stream().filter(f -> f.severity() == Severity.Problem).count();
  }

  /** A backend may serve several gateways: the verdict with more to say is told. */
  private static Map<ObjectKey, Verdict> verdicts(WorldView world) {
    var all = new HashMap<>(Compiler.unattached(world));
    for (var gateway : world.gateways()) {
      var name = new NamespacedName(gateway.key().namespace(), gateway.key().name());
      Compiler.compile(name, world)
          .verdicts()
          .forEach(
              (key, verdict) ->
                  all.merge(
                      key, verdict, (a, b) -> b.problems().size() > a.problems().size() ? b : a));
    }
    return all;
  }

  private static List<Finding> findings(Verdict verdict, Map<String, Held> objects) {
    var held = objects.get(verdict.key().toString());
    if (held == null) {
      return List.of();
    }
    var found = new ArrayList<Finding>();
    for (var problem : verdict.problems()) {
      var message = problem.reason() + ": " + problem.message();
      found.add(finding(held.manifest(), problem.path(), message, Severity.Problem));
    }
    for (var path : verdict.unsupported()) {
      var message = Reason.PartlySupported + ": not built yet, has no effect (docs/limits.md)";
      found.add(finding(held.manifest(), path, message, Severity.Warning));
    }
    return found;
  }

  private static Finding finding(
      Manifest manifest, String path, String message, Severity severity) {
    return new Finding(
        manifest.file(), manifest.line(path), manifest.id(), path, message, severity);
  }
}

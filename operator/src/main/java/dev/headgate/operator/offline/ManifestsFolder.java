package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a folder of manifests, as a cluster would hold them: one that is edited into
 * nonsense stays as it last was right, and its file's findings say why. Not for many threads.
 */
final class ManifestsFolder {
  /** Kinds of the core API that manifests may hold beside ours. */
  private static final Set<String> CORE = Set.of("Secret", "Namespace", "ConfigMap", "Service");

  /**
   * One object.
   *
   * @param manifest its last good form as written
   * @param object with defaults filled in
   * @param generation grows with each change of its spec, from 1
   */
  record Held(Manifest manifest, ObjectNode object, long generation) {}

  /** When a file was looked at: unchanged ones are not read again. */
  private record Stamp(FileTime modified, long size, Object fileKey) {}

  private final Path folder;
  private final Judge judge;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private final Map<Path, Map<String, Held>> byFile = new TreeMap<>();
  private final Map<Path, List<Finding>> findings = new TreeMap<>();
  private final Map<String, Long> generations = new HashMap<>();

  ManifestsFolder(Path folder, Judge judge) {
    this.folder = folder;
    this.judge = judge;
  }

  /**
   * Looks at the folder again.
   *
   * @return whether anything is new
   * @throws IOException when the folder itself cannot be listed
   */
  boolean refresh() throws IOException {
    var found = new TreeMap<Path, Stamp>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(ManifestsFolder::isManifest).toList()) {
        try {
          found.put(file, stamp(file));
        } catch (NoSuchFileException gone) {
          // deleted while we looked: as if it had not been there
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    var changed = byFile.keySet().retainAll(found.keySet());
    changed |= findings.keySet().retainAll(found.keySet());
    stamps.keySet().retainAll(found.keySet());
    for (var file : found.entrySet()) {
      if (!file.getValue().equals(stamps.put(file.getKey(), file.getValue()))) {
        read(file.getKey());
        changed = true;
      }
    }
    return changed;
  }

  /** What kubectl puts manifests together by is none itself. */
  private static boolean isManifest(Path file) {
    var name = file.getFileName().toString();
    return !name.startsWith(".")
        && !name.startsWith("kustomization.")
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
        && Files.isRegularFile(file);
  }

  private static Stamp stamp(Path file) throws IOException {
    var attributes = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
    var key = attributes.fileKey();
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), key == null ? file : key);
  }

  private void read(Path file) {
    var contents = ManifestReader.read(file);
    var said = new ArrayList<>(contents.findings());
    var before = byFile.getOrDefault(file, Map.of());
    var now = new LinkedHashMap<String, Held>();
    for (var manifest : contents.manifests()) {
      var held = judged(manifest, before.get(manifest.id()), said);
      if (held != null) {
        now.put(manifest.id(), held);
      }
    }
    if (said.stream().anyMatch(f -> f.severity() == Finding.Severity.Problem)) {
      // a broken document may be any of the earlier ones: none of them is taken for deleted
      before.forEach(now::putIfAbsent);
    }
    byFile.put(file, now);
    findings.put(file, said);
  }

  private @Nullable Held judged(Manifest manifest, @Nullable Held before, List<Finding> said) {
    List<Violation> violations;
    var object = manifest.object();
    if (judge.knows(manifest)) {
      var verdict = judge.judge(manifest, before == null ? null : before.object());
      violations = verdict.violations();
      object = verdict.object();
    } else if (manifest.apiVersion().equals("v1") && CORE.contains(manifest.kind())) {
      violations = Judge.metadata(manifest);
    } else {
      violations =
          List.of(
              new Violation(
                  "",
                  "no matches for kind \""
                      + manifest.kind()
                      + "\" in version \""
                      + manifest.apiVersion()
                      + "\""));
    }
    for (var violation : violations) {
      said.add(finding(manifest, violation));
    }
    if (!violations.isEmpty()) {
      return before;
    }
    if (before != null && before.object().path("spec").equals(object.path("spec"))) {
      return new Held(manifest, object, before.generation());
    }
    return new Held(manifest, object, generations.merge(manifest.id(), 1L, Long::sum));
  }

  private static Finding finding(Manifest manifest, Violation violation) {
    return new Finding(
        manifest.file(),
        manifest.line(violation.path()),
        manifest.id(),
        violation.path(),
        violation.message(),
        Finding.Severity.Problem);
  }

  /** Every object by {@code Kind namespace/name}; of two with one name the later file's wins. */
  Map<String, Held> objects() {
    var all = new TreeMap<String, Held>();
    byFile.values().forEach(all::putAll);
    return all;
  }

  /** What is wrong, by file and line; objects that stand in two files are told here too. */
  List<Finding> findings() {
    var all = new ArrayList<Finding>();
    findings.values().forEach(all::addAll);
    var first = new HashMap<String, Held>();
    for (var held : byFile.values().stream().flatMap(m -> m.values().stream()).toList()) {
      var other = first.putIfAbsent(held.manifest().id(), held);
      if (other != null) {
        all.add(
            new Finding(
                held.manifest().file(),
                held.manifest().line(""),
                held.manifest().id(),
                "",
                "stands in " + other.manifest().file() + " too; this one is used",
                Finding.Severity.Warning));
      }
    }
    return List.copyOf(all);
  }
}

package dev.headgate.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prometheus text of several processes as one: families stay together, as the format demands, and
 * each sample says its process.
 */
final class MergedMetrics {
  private final Map<String, Map<String, String>> comments = new LinkedHashMap<>();
  private final Map<String, List<String>> samples = new LinkedHashMap<>();
  private final List<String> up = new ArrayList<>();

  /** Adds what one process says; an empty text means that it does not answer. */
  void add(String process, String text) {
    up.add("headgate_up{process=\"" + process + "\"} " + (text.isEmpty() ? 0 : 1));
    var family = "";
    for (var line : text.lines().toList()) {
      if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
        family = line.split(" ", 4)[2];
        comments
            .computeIfAbsent(family, f -> new LinkedHashMap<>())
            .putIfAbsent(line.substring(0, 6), line);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        samples.computeIfAbsent(family, f -> new ArrayList<>()).add(labelled(line, process));
      }
    }
  }

  private static String labelled(String sample, String process) {
    var label = "process=\"" + process + "\"";
    var brace = sample.indexOf('{');
    var space = sample.indexOf(' ');
    if (brace >= 0 && brace < space) {
      var rest = sample.substring(brace + 1);
      return sample.substring(0, brace + 1) + label + (rest.startsWith("}") ? "" : ",") + rest;
    }
    return sample.substring(0, space) + "{" + label + "}" + sample.substring(space);
  }

  /** The whole text. */
  String text() {
    var text = new StringBuilder();
    text.append("# HELP headgate_up Whether the process answers.\n# TYPE headgate_up gauge\n");
    up.forEach(line -> text.append(line).append('\n'));
    samples.forEach(
        (family, lines) -> {
          comments
              .getOrDefault(family, Map.of())
              .values()
              .forEach(c -> text.append(c).append('\n'));
          lines.forEach(line -> text.append(line).append('\n'));
        });
    return text.toString();
  }
}

package dev.headgate.dataplane.replay;

import dev.headgate.conversation.model.Loss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay found. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private final Map<String, Integer> told = new TreeMap<>();
  private int translations;

  void add(Finding.Kind kind, Recording recording, String what) {
    all.add(new Finding(kind, recording.toString(), what));
  }

  /** A loss that a caller would be told. */
  void told(String way, Loss loss) {
    var gist = loss.path().replaceAll("\\[\\d+\\]", "[]");
    told.merge(
        way + ": " + loss.severity() + " " + loss.action() + " " + gist + " (" + loss.why() + ")",
        1,
        Integer::sum);
  }

  /** A request was said to a target. */
  void translated() {
    translations++;
  }

  int translations() {
    return translations;
  }

  List<Finding> all() {
    return Collections.unmodifiableList(all);
  }

  /** What is a fault of ours. */
  List<Finding> faults() {
    return all.stream().filter(finding -> finding.kind().fault).toList();
  }

  /** Losses that callers would be told, and how often. */
  Map<String, Integer> told() {
    return Collections.unmodifiableMap(told);
  }
}

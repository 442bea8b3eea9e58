package dev.headgate.dataplane.replay;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says recorded conversations again to all that reads and judges. */
final class Replay {
  private final Findings findings = new Findings();
  private final Map<String, Integer> replayed = new TreeMap<>();
  private int passedOver;

  /** Replays all recordings below a folder. */
  static Replay of(Path folder) {
    var replay = new Replay();
    var judge = new Judge();
    var requests = new Requests(judge, replay.findings);
    var answers = new Answers(replay.findings);
    try (var relays = new Relays(replay.findings)) {
      for (var recording : Cassettes.below(folder)) {
        var spoken = Spoken.of(recording).orElse(null);
        if (spoken == null) {
          replay.passedOver++;
          continue;
        }
        replay.count(spoken);
        try {
          requests.check(recording, spoken);
          var usage = answers.check(recording, spoken);
          relays.check(recording, spoken, usage);
          judge.remember(spoken.body(), Spoken.tree(recording.response()));
        } catch (RuntimeException crash) {
          replay.findings.add(Finding.Kind.CRASHED, recording, spoken.wire() + " " + trace(crash));
        }
      }
    }
    return replay;
  }

  Findings findings() {
    return findings;
  }

  int exchanges() {
    return replayed.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void count(Spoken spoken) {
    var server = spoken.server().isEmpty() ? "" : " of " + spoken.server();
    replayed.merge(spoken.wire() + server + (spoken.stream() ? ", streams" : ""), 1, Integer::sum);
  }

  private static String trace(RuntimeException crash) {
    var trace = new StringWriter();
    crash.printStackTrace(new PrintWriter(trace));
    return trace.toString().lines().limit(6).collect(Collectors.joining(" | "));
  }

  /** For a person: what was replayed, and what was found, the commonest first. */
  String report() {
    var text = new StringBuilder("| what | exchanges |\n|---|---|\n");
    replayed.forEach((what, times) -> text.append("| %s | %d |%n".formatted(what, times)));
    text.append(
        "%n%d exchanges, %d translations of requests judged; %d other recordings passed over.%n"
            .formatted(exchanges(), findings.translations(), passedOver));
    var gists =
        findings.all().stream()
            .collect(Collectors.groupingBy(Finding::gist, TreeMap::new, Collectors.toList()));
    gists.forEach(
        (gist, all) ->
            text.append("%n%d x %s%n    %s%n".formatted(all.size(), gist, all.getFirst().where())));
    text.append("\nTold as lost:\n");
    findings.told().forEach((loss, times) -> text.append("%d x %s%n".formatted(times, loss)));
    return text.toString();
  }
}

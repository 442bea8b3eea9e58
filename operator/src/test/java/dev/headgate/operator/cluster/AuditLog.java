package dev.headgate.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the API server was asked to do and by whom, by its own word. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> READS = Set.of("get", "list", "watch");
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules: [{level: Metadata}]
      """;

  private final Path log;

  /** In a directory that the API server may write to. */
  AuditLog(Path directory) {
    this.log = directory.resolve("audit.log");
  }

  /** What kube-apiserver must be started with. */
  List<String> flags() throws IOException {
    Path policy = log.resolveSibling("audit-policy.yaml");
    Files.writeString(policy, POLICY);
    return List.of(
        "--audit-log-path=" + log, "--audit-policy-file=" + policy, "--audit-log-mode=blocking");
  }

  /** How much there is now: a place to count from. */
  long position() throws IOException {
    return Files.size(log);
  }

  /**
   * Finished requests of a client since then, such as {@code patch llmroutes/status}.
   *
   * @param agent its user agent
   */
  Map<String, Integer> requests(long since, String agent) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      // Lines are long and of one encoding: what is before the position is cheap to pass over.
      long[] seen = {0};
      lines.forEach(
          line -> {
            if (seen[0] >= since) {
              count(line, agent, counts);
            }
            seen[0] += line.length() + 1L;
          });
    }
    return counts;
  }

  private static void count(String line, String agent, Map<String, Integer> counts) {
    try {
      JsonNode event = JSON.readTree(line);
      if (agent.equals(event.path("userAgent").asText())) {
        JsonNode object = event.path("objectRef");
        String sub = object.path("subresource").asText();
        counts.merge(
            "%s %s%s"
                .formatted(
                    event.path("verb").asText(),
                    object.path("resource").asText(),
                    sub.isEmpty() ? "" : "/" + sub),
            1,
            Integer::sum);
      }
    } catch (IOException e) {
      // The last line may be half written: it is counted the next time.
    }
  }

  /** Those that change something. */
  static Map<String, Integer> writes(Map<String, Integer> requests) {
    Map<String, Integer> writes = new TreeMap<>(requests);
    writes.keySet().removeIf(request -> READS.contains(request.substring(0, request.indexOf(' '))));
    return writes;
  }
}

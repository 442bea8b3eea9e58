package dev.headgate.e2e;

import java.util.List;

/** Everything that is in a cluster, but for what comes and goes by itself. */
final class Inventory {
  private Inventory() {}

  /** Sorted lines: kind, namespace, name. */
  static List<String> take() {
    TestCluster cluster = TestCluster.get();
    List<String> kinds =
        cluster
            .kubectl("api-resources", "--verbs=list", "--output=name", "--no-headers")
            .lines()
            .filter(kind -> !kind.startsWith("events") && !kind.equals("componentstatuses"))
            .toList();
    return cluster
        .kubectl(
            "get",
            String.join(",", kinds),
            "--all-namespaces",
            "--ignore-not-found",
            "--no-headers",
            "--output=custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name")
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .sorted()
        .toList();
  }
}

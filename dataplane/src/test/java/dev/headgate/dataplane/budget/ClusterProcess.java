package dev.headgate.dataplane.budget;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Three masters and a replica of each, of our own. */
final class ClusterProcess implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16384;

  private final List<RedisProcess> nodes = new ArrayList<>();

  ClusterProcess(Path binary) {
    for (int i = 0; i < 2 * MASTERS; i++) {
      nodes.add(
          new RedisProcess(
              binary,
              "--cluster-enabled",
              "yes",
              "--cluster-node-timeout",
              "2000",
              "--cluster-require-full-coverage",
              "no",
              "--appendonly",
              "yes"));
    }
    for (RedisProcess node : nodes) {
      call(node, "CLUSTER", "MEET", "127.0.0.1", Integer.toString(nodes.getFirst().port));
    }
    for (int m = 0; m < MASTERS; m++) {
      var slots =
          IntStream.range(m * SLOTS / MASTERS, (m + 1) * SLOTS / MASTERS).mapToObj(String::valueOf);
      var command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      slots.forEach(command::add);
      call(nodes.get(m), command.toArray(String[]::new));
    }
    await(() -> nodes.stream().allMatch(n -> info(n).contains("cluster_known_nodes:6")));
    for (int m = 0; m < MASTERS; m++) {
      var master = (String) call(nodes.get(m), "CLUSTER", "MYID");
      var replica = nodes.get(MASTERS + m);
      await(
          () -> "OK".equals(call(replica, "CLUSTER", "REPLICATE", Objects.requireNonNull(master))));
    }
    settled();
  }

  /** Waits until every slot is served and every master has its replica in step. */
  void settled() {
    await(
        () ->
            nodes.stream()
                .allMatch(
                    n ->
                        info(n).contains("cluster_state:ok")
                            && info(n).contains("cluster_slots_ok:" + SLOTS)
                            && shards(n) == MASTERS));
    await(
        () ->
            nodes.stream()
                .allMatch(
                    n -> {
                      var replication = (String) call(n, "INFO", "replication");
                      return Objects.requireNonNull(replication).contains("role:master")
                          ? replication.contains("state=online")
                          : replication.contains("master_link_status:up");
                    }));
  }

  List<String> addresses() {
    return nodes.stream().map(RedisProcess::node).toList();
  }

  /** The node that serves this key now, by what the living say. */
  RedisProcess masterOf(String key) {
    return owner(key, 2);
  }

  RedisProcess replicaOf(String key) {
    return owner(key, 3);
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }

  static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(condition);
  }

  private RedisProcess owner(String key, int which) {
    for (RedisProcess node : nodes) {
      if (!node.alive()) {
        continue;
      }
      try (var wire = node.wire()) {
        long slot = (Long) Objects.requireNonNull(wire.call("CLUSTER", "KEYSLOT", key));
        for (Object range : wire.list("CLUSTER", "SLOTS")) {
          var parts = (List<?>) range;
          if ((Long) parts.get(0) <= slot && slot <= (Long) parts.get(1)) {
            var owner = (Long) ((List<?>) parts.get(which)).get(1);
            return nodes.stream().filter(n -> n.port == owner).findFirst().orElseThrow();
          }
        }
      }
    }
    throw new IllegalStateException("nobody serves " + key);
  }

  /** Masters that have a replica, as this node sees them. */
  private static long shards(RedisProcess node) {
    try (var wire = node.wire()) {
      return wire.list("CLUSTER", "SLOTS").stream()
          .filter(range -> ((List<?>) range).size() >= 4)
          .map(range -> ((List<?>) ((List<?>) range).get(2)).get(1))
          .distinct()
          .count();
    }
  }

  private static String info(RedisProcess node) {
    return (String) Objects.requireNonNull(call(node, "CLUSTER", "INFO"));
  }

  private static @org.jspecify.annotations.Nullable Object call(
      RedisProcess node, String... command) {
    try (var wire = node.wire()) {
      return wire.call(command);
    }
  }
}

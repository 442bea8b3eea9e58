package dev.headgate.dataplane.budget;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for settings of the store that endanger what budgets promise. */
final class StoreCheck {
  /** A cluster that notices a dead master later refuses calls for longer. */
  private static final long LONGEST_NODE_TIMEOUT_MS = 2000;

  private StoreCheck() {}

  /** One sentence for each setting that is wrong; empty when all is well. Never fails. */
  static Future<List<String>> warnings(RedisConnection connection, boolean cluster) {
    var warnings = new ArrayList<String>();
    Future<?> checks =
        setting(connection, "maxmemory-policy")
            .compose(
                policy -> {
                  expect(
                      warnings,
                      policy,
                      "noeviction",
                      "maxmemory-policy is %s: the store may throw counters away; set noeviction");
                  return setting(connection, "appendonly");
                })
            .compose(
                aof -> {
                  expect(
                      warnings,
                      aof,
                      "yes",
                      "appendonly is %s: a restart of the store forgets what was spent; set yes");
                  return cluster ? cluster(connection, warnings) : Future.succeededFuture();
                });
    return checks
        .map(ignored -> List.copyOf(warnings))
        .otherwise(
            failure ->
                List.of(
                    "the store's settings cannot be read: "
                        + failure.getMessage()
                        + "; see that maxmemory-policy is noeviction and appendonly yes"));
  }

  private static Future<?> cluster(RedisConnection connection, List<String> warnings) {
    return setting(connection, "cluster-require-full-coverage")
        .compose(
            coverage -> {
              expect(
                  warnings,
                  coverage,
                  "no",
                  "cluster-require-full-coverage is %s: one lost shard stops all tenants; set no");
              return setting(connection, "cluster-node-timeout");
            })
        .onSuccess(
            timeout -> {
              if (timeout != null && Long.parseLong(timeout) > LONGEST_NODE_TIMEOUT_MS) {
                warnings.add(
                    "cluster-node-timeout is "
                        + timeout
                        + ": a dead master is replaced late; set 2000");
              }
            });
  }

  private static void expect(
      List<String> warnings, @Nullable String value, String wanted, String sentence) {
    if (value != null && !value.equals(wanted)) {
      warnings.add(sentence.formatted(value));
    }
  }

  /** Null when the store does not know the setting. */
  private static Future<@Nullable String> setting(RedisConnection connection, String name) {
    return connection
        .send(Request.cmd(Command.CONFIG).arg("GET").arg(name))
        .map(reply -> reply == null || reply.get(name) == null ? null : reply.get(name).toString());
  }
}

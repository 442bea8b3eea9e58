package dev.headgate.dataplane.budget;

import dev.headgate.contract.Gateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the store.
 *
 * @param nodes one is a standalone server, several are seeds of a cluster
 * @param username null for the default user
 * @param password null when none is needed
 * @param tls whether to speak TLS
 * @param caPem trusted certificates; null for the JDK's own
 */
record StoreAddress(
    List<String> nodes,
    @Nullable String username,
    @Nullable String password,
    boolean tls,
    @Nullable String caPem) {
  /** To an open and authenticated connection; a script call never waits for it. */
  static final int CONNECT_TIMEOUT_MS = 1000;

  static StoreAddress of(Gateway.Redis redis) {
    return new StoreAddress(
        redis.nodes(), redis.username(), redis.password(), redis.tls(), redis.caPem());
  }

  @Override
  public String toString() {
    return "StoreAddress[nodes=" + nodes + ", tls=" + tls + "]";
  }

  /** One node is a standalone server, several are seeds of a cluster. */
  static RedisOptions options(Gateway.Redis redis) {
    var net = new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setTcpNoDelay(true);
    if (redis.tls()) {
      net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
      if (redis.caPem() != null) {
        net.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(redis.caPem())));
      }
    }
    var scheme = redis.tls() ? "rediss://" : "redis://";
    var options =
        new RedisOptions()
            .setType(cluster(redis) ? RedisClientType.CLUSTER : RedisClientType.STANDALONE)
            .setEndpoints(redis.nodes().stream().map(node -> scheme + node).toList())
            .setNetClientOptions(net)
            .setUseReplicas(RedisReplicas.NEVER)
            // One is held; the others refresh the cluster's slots. Fewer than four can deadlock.
            .setMaxPoolSize(6)
            .setMaxPoolWaiting(64)
            .setMaxWaitingHandlers(1 << 14);
    if (redis.username() != null) {
      options.setUser(redis.username());
    }
    if (redis.password() != null) {
      options.setPassword(redis.password());
    }
    return options;
  }

  static boolean cluster(Gateway.Redis redis) {
    return redis.nodes().size() > 1;
  }
}

package dev.headgate.dataplane;

import dev.headgate.dataplane.snapshot.SnapshotJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Snapshots that a real proxy serves: one route to two simulated providers, one caller. */
final class Served {
  static final String KEY = "hg_abcd1234_canary-secret-of-a-caller";
  static final String MODEL = "gpt";

  private Served() {}

  /** Without Redis and budgets. */
  static SnapshotJson by(int simulatorPort) {
    var whole = SnapshotJson.whole();
    var first =
        whole
            .with("/backends/0/tls", "null")
            .with("/backends/0/baseUrl", "\"" + url(simulatorPort, "openai-a") + "\"")
            .with("/backends/0/models/0/providerName", "\"gpt\"");
    var second =
        first
            .with("/backends/0/id", "\"ai/openai-b\"")
            .with("/backends/0/baseUrl", "\"" + url(simulatorPort, "openai-b") + "\"");
    return first
        .with("/backends/1", second.at("/backends/0"))
        .with("/gateway/upstreams/addresses", "[\"Loopback\"]")
        .with("/gateway/redis", "null")
        .with("/routes/0/match/headers", "[]")
        .with(
            "/routes/0/targets/1",
            first
                .with("/routes/0/targets/0/tier", "2")
                .with("/routes/0/targets/0/backend", "\"ai/openai-b\"")
                .at("/routes/0/targets/0"))
        .with("/budgets", "[]")
        .with("/consumers/0/keys/0/sha256", "\"" + sha256(KEY) + "\"")
        .at(1, 1, "aa");
  }

  /** With a budget of so many nanos of a US dollar a day. */
  static SnapshotJson by(int simulatorPort, String redisNode, long dailyNanos) {
    var whole = SnapshotJson.whole();
    return by(simulatorPort)
        .with("/gateway/redis", whole.at("/gateway/redis"))
        .with("/gateway/redis/nodes", "[\"" + redisNode + "\"]")
        .with("/gateway/redis/commandTimeoutMs", "500")
        .with("/budgets", whole.at("/budgets"))
        .with("/budgets/0/limits", "[" + whole.at("/budgets/0/limits/0") + "]")
        .with("/budgets/0/limits/0/amount", "" + dailyNanos)
        .with("/budgets/0/emergencyReservePercent", "0")
        .with("/budgets/0/timezone", "\"UTC\"");
  }

  static String sha256(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String url(int port, String provider) {
    return "http://127.0.0.1:" + port + "/" + provider + "/v1";
  }
}

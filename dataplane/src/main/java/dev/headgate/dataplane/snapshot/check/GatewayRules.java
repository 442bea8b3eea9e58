package dev.headgate.dataplane.snapshot.check;

import dev.headgate.contract.Gateway;
import java.util.regex.Pattern;

/** Rules of what holds for every call. */
final class GatewayRules {
  private static final Pattern NODE =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s/\\[\\]]+):(\\d{1,5})");

  private GatewayRules() {}

  static void check(Gateway gateway, Findings findings) {
    findings.currency("reportingCurrency", gateway.reportingCurrency());
    findings.range("safetyMarginPercent", gateway.safetyMarginPercent(), 0, 100);
    var limits = gateway.limits();
    var at = findings.at("limits");
    at.range("maxBodyBytes", limits.maxBodyBytes(), 1, Long.MAX_VALUE);
    at.range("maxHeaderBytes", limits.maxHeaderBytes(), 1, Long.MAX_VALUE);
    at.range("maxBufferedBytes", limits.maxBufferedBytes(), 0, Long.MAX_VALUE);
    at.range("headerTimeoutMs", limits.headerTimeoutMs(), 1, Long.MAX_VALUE);
    at.range("bodyTimeoutMs", limits.bodyTimeoutMs(), 1, Long.MAX_VALUE);
    at.range("idleTimeoutMs", limits.idleTimeoutMs(), 1, Long.MAX_VALUE);
    at.range("maxConnections", limits.maxConnections(), 1, Long.MAX_VALUE);
    at.range("maxConnectionsPerAddress", limits.maxConnectionsPerAddress(), 1, Long.MAX_VALUE);
    var redis = gateway.redis();
    if (redis != null) {
      check(redis, findings.at("redis"));
    }
  }

  private static void check(Gateway.Redis redis, Findings findings) {
    findings.require(!redis.nodes().isEmpty(), "Missing", "there is no node");
    for (int i = 0; i < redis.nodes().size(); i++) {
      var node = redis.nodes().get(i);
      var match = NODE.matcher(node);
      findings
          .at("nodes", i)
          .require(
              match.matches() && Integer.parseInt(match.group(2)) <= 65_535,
              "BadAddress",
              "'" + node + "' is not host:port");
    }
    findings.range("commandTimeoutMs", redis.commandTimeoutMs(), 1, 5_000);
    findings.range("failOpenCapNanos", redis.failOpenCapNanos(), 0, Long.MAX_VALUE);
    var ca = redis.caPem();
    if (ca != null) {
      Pem.certificates(ca, findings.at("caPem"));
    }
  }
}

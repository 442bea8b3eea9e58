package dev.headgate.operator.compile;

import dev.headgate.contract.Gateway;
import dev.headgate.crds.Reason;
import dev.headgate.crds.gateway.ConnectionLimits;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles what holds for every call through one gateway. */
final class GatewayStep {
  private static final int DEFAULT_SAFETY_MARGIN_PERCENT = 15;
  private static final long DEFAULT_COMMAND_TIMEOUT_MS = 50;
  private static final long MAX_COMMAND_TIMEOUT_MS = 5000;
  private static final int MAX_PORT = 65_535;
  private static final Pattern NODE =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^:\\s/\\[\\]]+):([0-9]{1,5})");

  private final Resource<LlmGatewaySpec> object;
  private final LlmGatewaySpec spec;
  private final Secrets secrets;
  private final Findings findings;
  private final Values values;

  GatewayStep(
      Resource<LlmGatewaySpec> object, LlmGatewaySpec spec, Secrets secrets, Findings findings) {
    this.object = object;
    this.spec = spec;
    this.secrets = secrets;
    this.findings = findings;
    this.values = new Values(findings);
  }

  Gateway compile() {
    var authentication = spec.authentication();
    var defaults = spec.defaults();
    Integer margin = defaults == null ? null : defaults.safetyMarginPercent();
    return new Gateway(
        object.id(),
        spec.region(),
        redis(),
        authentication == null
            || authentication.apiKeys() == null
            || authentication.apiKeys().booleanValue(),
        limits(spec.limits()),
        new Gateway.Upstreams(addresses()),
        spec.reportingCurrency(),
        margin == null ? DEFAULT_SAFETY_MARGIN_PERCENT : margin);
  }

  private List<Gateway.AddressClass> addresses() {
    var written =
        spec.upstreams() == null
            ? List.<dev.headgate.crds.gateway.AddressClass>of()
            : spec.upstreams().addresses();
    return written.isEmpty()
        ? List.of(Gateway.AddressClass.Public)
        : written.stream().map(a -> Gateway.AddressClass.valueOf(a.name())).sorted().toList();
  }

  private Gateway.@Nullable Redis redis() {
    var redis = spec.redis();
    if (redis == null) {
      return null;
    }
    var path = "spec.redis.";
    var password =
        redis.passwordSecretKeyRef() == null
            ? null
            : secrets.text(
                object, path + "passwordSecretKeyRef", redis.passwordSecretKeyRef(), findings);
    var tls = redis.tls();
    boolean encrypted = tls != null && (tls.enabled() == null || tls.enabled());
    var ca =
        tls != null && encrypted && tls.caSecretKeyRef() != null
            ? secrets.certificates(
                object, path + "tls.caSecretKeyRef", tls.caSecretKeyRef(), findings)
            : null;
    long timeout =
        values.millis(path + "commandTimeout", redis.commandTimeout(), DEFAULT_COMMAND_TIMEOUT_MS);
    if (timeout < 1 || timeout > MAX_COMMAND_TIMEOUT_MS) {
      findings.refuse(
          path + "commandTimeout", Reason.Invalid, "a command's timeout is between 1ms and 5s");
      timeout = DEFAULT_COMMAND_TIMEOUT_MS;
    }
    var onUnavailable =
        redis.onUnavailable() == null
            ? Gateway.OnUnavailable.FailClosed
            : Gateway.OnUnavailable.valueOf(redis.onUnavailable().name());
    if (onUnavailable == Gateway.OnUnavailable.FailOpen && redis.failOpenCap() == null) {
      findings.refuse(
          path + "failOpenCap",
          Reason.Invalid,
          "onUnavailable: FailOpen needs a failOpenCap, or nothing would bound what is spent");
    }
    var nodes = nodes(redis.nodes());
    if (nodes.isEmpty()) {
      return null;
    }
    return new Gateway.Redis(
        nodes,
        redis.username(),
        password,
        encrypted,
        ca,
        (int) timeout,
        onUnavailable,
        redis.failOpenCap() == null ? 0 : values.nanos(path + "failOpenCap", redis.failOpenCap()));
  }

  /** Those that are host:port; a proxy refuses the whole snapshot for one that is not. */
  private List<String> nodes(List<String> given) {
    var nodes = new ArrayList<String>();
    for (int i = 0; i < given.size(); i++) {
      var node = NODE.matcher(given.get(i));
      if (node.matches() && Integer.parseInt(node.group(1)) <= MAX_PORT) {
        nodes.add(given.get(i));
      } else {
        findings.refuse(
            "spec.redis.nodes[" + i + "]",
            Reason.Invalid,
            "write host:port such as redis.ai.svc:6379, not \"" + given.get(i) + "\"");
      }
    }
    return nodes;
  }

  private Gateway.Limits limits(@Nullable ConnectionLimits given) {
    var none = new ConnectionLimits(null, null, null, null, null, null, null, null);
    var limits = given == null ? none : given;
    var path = "spec.limits.";
    return new Gateway.Limits(
        values.bytes(path + "maxBodySize", limits.maxBodySize(), 1, 20L << 20),
        (int)
            Math.min(
                Integer.MAX_VALUE,
                values.bytes(path + "maxHeaderSize", limits.maxHeaderSize(), 1, 32L << 10)),
        values.bytes(path + "maxBufferedSize", limits.maxBufferedSize(), 0, 0),
        values.millis(path + "headerTimeout", limits.headerTimeout(), 10_000),
        values.millis(path + "bodyTimeout", limits.bodyTimeout(), 60_000),
        values.millis(path + "idleTimeout", limits.idleTimeout(), 300_000),
        limits.maxConnections() == null ? 20_000 : limits.maxConnections(),
        limits.maxConnectionsPerAddress() == null ? 1_000 : limits.maxConnectionsPerAddress());
  }
}

package dev.headgate.dataplane.snapshot.check;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.CircuitBreaker;
import dev.headgate.contract.Backend.Model;
import dev.headgate.contract.Backend.Pricing;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Rules of one provider endpoint. No message shows a header's value: it may be a secret. */
final class BackendRules {
  /** RFC 9110, token. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-zA-Z-]+");

  /** RFC 9110, field-value, without obs-text: nothing that could end the header. */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  private BackendRules() {}

  static void check(Backend backend, Findings findings) {
    baseUrl(backend.baseUrl(), findings.at("baseUrl"));
    var credential = backend.credential();
    if (credential != null) {
      header(credential.header(), credential.value(), findings.at("credential"));
    }
    var aws = backend.awsKeys();
    if (aws != null) {
      header("authorization", aws.accessKeyId(), findings.at("awsKeys"));
      header("authorization", aws.region(), findings.at("awsKeys"));
      if (aws.sessionToken() != null) {
        header("x-amz-security-token", aws.sessionToken(), findings.at("awsKeys"));
      }
    }
    var google = backend.googleAccount();
    if (google != null) {
      baseUrl(google.tokenUrl(), findings.at("googleAccount"));
      Pem.privateKey(google.privateKeyPem(), findings.at("googleAccount"));
    }
    backend.headers().forEach((name, value) -> header(name, value, findings.at("headers")));
    var tls = backend.tls();
    if (tls != null) {
      check(tls, findings.at("tls"));
    }
    findings.range("connectTimeoutMs", backend.connectTimeoutMs(), 1, Long.MAX_VALUE);
    findings.range("idleTimeoutMs", backend.idleTimeoutMs(), 1, Long.MAX_VALUE);
    var connections = backend.connections();
    findings.at("connections").range("max", connections.max(), 1, Long.MAX_VALUE);
    findings.at("connections").range("maxStreams", connections.maxStreams(), 1, Long.MAX_VALUE);
    findings.at("connections").range("idleMs", connections.idleMs(), 0, Long.MAX_VALUE);
    check(backend.circuitBreaker(), findings.at("circuitBreaker"));
    findings.at("models").unique(backend.models().stream().map(Model::name).toList(), "model");
    for (int i = 0; i < backend.models().size(); i++) {
      check(backend.models().get(i), findings.at("models", i));
    }
  }

  private static void baseUrl(String url, Findings findings) {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme();
      findings.require(
          ("https".equals(scheme) || "http".equals(scheme))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null,
          "BadUrl",
          "not http(s)://host[:port][/path] without user, query and fragment");
      findings.require(!url.endsWith("/"), "BadUrl", "it ends in a slash");
    } catch (URISyntaxException e) {
      findings.add("BadUrl", "not a URL");
    }
  }

  private static void header(String name, String value, Findings findings) {
    findings.require(
        HEADER_NAME.matcher(name).matches(), "BadHeader", "'" + name + "' is no header's name");
    findings.require(
        HEADER_VALUE.matcher(value).matches(),
        "BadHeader",
        "the value of '" + name + "' has characters that no header may have");
  }

  private static void check(Backend.Tls tls, Findings findings) {
    var ca = tls.caPem();
    if (ca != null) {
      Pem.certificates(ca, findings.at("caPem"));
    }
    var certificate = tls.certificatePem();
    var key = tls.keyPem();
    findings.require(
        (certificate == null) == (key == null),
        "Incomplete",
        "a client certificate and its key come together");
    if (certificate != null) {
      Pem.certificates(certificate, findings.at("certificatePem"));
    }
    if (key != null) {
      Pem.privateKey(key, findings.at("keyPem"));
    }
  }

  private static void check(CircuitBreaker breaker, Findings findings) {
    findings.range("consecutiveFailures", breaker.consecutiveFailures(), 1, Long.MAX_VALUE);
    findings.range("windowMs", breaker.windowMs(), 1, Long.MAX_VALUE);
    findings.range("minimumCalls", breaker.minimumCalls(), 1, Long.MAX_VALUE);
    findings.range("failureRatePercent", breaker.failureRatePercent(), 1, 100);
    findings.range("slowCallRatePercent", breaker.slowCallRatePercent(), 1, 100);
    findings.range("openForMs", breaker.openForMs(), 1, Long.MAX_VALUE);
    findings.range("maxOpenForMs", breaker.maxOpenForMs(), breaker.openForMs(), Long.MAX_VALUE);
    findings.range("halfOpenProbes", breaker.halfOpenProbes(), 1, Long.MAX_VALUE);
  }

  private static void check(Model model, Findings findings) {
    findings.range("quality", model.quality(), 0, 100);
    findings.range("contextWindow", model.contextWindow(), 0, Long.MAX_VALUE);
    findings.range("maxOutputTokens", model.maxOutputTokens(), 0, Long.MAX_VALUE);
    var pricing = model.pricing();
    if (pricing != null) {
      check(pricing, findings.at("pricing"));
    }
  }

  private static void check(Pricing pricing, Findings findings) {
    findings.currency("currency", pricing.currency());
    findings.range("inputMicros", pricing.inputMicros(), 0, Long.MAX_VALUE);
    findings.range("cachedInputMicros", pricing.cachedInputMicros(), 0, Long.MAX_VALUE);
    findings.range("cacheWriteMicros", pricing.cacheWriteMicros(), 0, Long.MAX_VALUE);
    findings.range("cacheWriteLongMicros", pricing.cacheWriteLongMicros(), 0, Long.MAX_VALUE);
    findings.range("outputMicros", pricing.outputMicros(), 0, Long.MAX_VALUE);
    findings.range("reasoningMicros", pricing.reasoningMicros(), 0, Long.MAX_VALUE);
    findings.range("perRequestNanos", pricing.perRequestNanos(), 0, Long.MAX_VALUE);
  }
}

package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.crds.Reason;
import dev.headgate.crds.backend.BackendTls;
import dev.headgate.crds.backend.CircuitBreaker;
import dev.headgate.crds.backend.Connections;
import dev.headgate.crds.backend.Model;
import dev.headgate.crds.backend.ProviderBackendSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles one provider endpoint. Nothing in here depends on the gateway that will use it. */
final class BackendStep {
  private static final int DEFAULT_QUALITY = 50;

  /** What a call of a model of unknown cap may hold and be sent; without a bound none could be. */
  private static final int DEFAULT_MAX_OUTPUT_TOKENS = 4096;

  private static final CircuitBreaker NO_CIRCUIT =
      new CircuitBreaker(null, null, null, null, null, null, null, null, null);

  private final Resource<ProviderBackendSpec> object;
  private final ProviderBackendSpec spec;
  private final Secrets secrets;
  private final Prices prices;
  private final Findings findings;
  private final Values values;

  BackendStep(
      Resource<ProviderBackendSpec> object,
      ProviderBackendSpec spec,
      Secrets secrets,
      Prices prices,
      Findings findings) {
    this.object = object;
    this.spec = spec;
    this.secrets = secrets;
    this.prices = prices;
    this.findings = findings;
    this.values = new Values(findings);
  }

  /** Compiles a backend for one user of it; what the step throws refuses only this backend. */
  static CompiledBackend isolated(
      Resource<ProviderBackendSpec> object, Secrets secrets, Prices prices, Findings findings) {
    Compiler.requireSpec(object, findings);
    var spec = object.spec();
    if (spec == null) {
      return new CompiledBackend(object, null, Deadlines.NOTHING, findings);
    }
    var step = new BackendStep(object, spec, secrets, prices, findings);
    var deadlines = Compiler.isolated(findings, step::deadlines);
    var backend = Compiler.isolated(findings, step::compile);
    return new CompiledBackend(
        object, backend, deadlines == null ? Deadlines.NOTHING : deadlines, findings);
  }

  private Backend compile() {
    ProviderRules.check(spec, findings);
    new Lifetimes(object, secrets, findings).of(spec);
    var credentials = new CredentialStep(object, spec, secrets, findings);
    var timeouts = spec.timeouts();
    return new Backend(
        object.id(),
        Dialect.valueOf(spec.dialect().name()),
        withoutTrailingSlash(spec.baseUrl()),
        spec.region(),
        credentials.header(),
        headers(),
        spec.quirks().stream().map(q -> Backend.Quirk.valueOf(q.name())).sorted().toList(),
        tls(spec.tls()),
        connections(spec.connections()),
        values.millis("spec.timeouts.connect", timeouts == null ? null : timeouts.connect(), 2_000),
        values.millis("spec.timeouts.idle", timeouts == null ? null : timeouts.idle(), 30_000),
        circuitBreaker(spec.circuitBreaker() == null ? NO_CIRCUIT : spec.circuitBreaker()),
        models(),
        spec.apiVersion(),
        credentials.account(),
        credentials.awsKeys(),
        credentials.googleAccount());
  }

  /** Of one attempt, as far as this backend says them. */
  private Deadlines deadlines() {
    var timeouts = spec.timeouts();
    return timeouts == null
        ? Deadlines.NOTHING
        : Deadlines.read(
            values,
            "spec.timeouts.firstToken",
            timeouts.firstToken(),
            "spec.timeouts.response",
            timeouts.response());
  }

  private static String withoutTrailingSlash(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }

  private Map<String, String> headers() {
    var all = new TreeMap<String, String>();
    if (spec.headers() == null) {
      return all;
    }
    for (var header : spec.headers().set().entrySet()) {
      if (HeaderText.isValue(header.getValue())) {
        all.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
      } else {
        findings.refuse(
            "spec.headers.set." + header.getKey(),
            Reason.Invalid,
            "a header's value has visible ASCII characters and inner spaces only");
      }
    }
    return all;
  }

  private Backend.@Nullable Tls tls(@Nullable BackendTls tls) {
    if (tls == null) {
      return null;
    }
    var ca =
        tls.caSecretKeyRef() == null
            ? null
            : secrets.certificates(
                object, "spec.tls.caSecretKeyRef", tls.caSecretKeyRef(), findings);
    String certificate = null;
    String key = null;
    if (tls.clientSecretRef() != null) {
      var path = "spec.tls.clientSecretRef";
      var name = tls.clientSecretRef().name();
      certificate =
          secrets.certificates(object, path, name, SecretReferences.TLS_CERTIFICATE, findings);
      key = secrets.privateKey(object, path, name, SecretReferences.TLS_KEY, findings);
    }
    return new Backend.Tls(ca, tls.serverName(), certificate, key);
  }

  private Backend.Connections connections(@Nullable Connections given) {
    var connections = given == null ? new Connections(null, null, null, null) : given;
    return new Backend.Connections(
        or(connections.max(), 200),
        connections.http2() == null
            ? Backend.Http2.Auto
            : Backend.Http2.valueOf(connections.http2().name()),
        or(connections.maxStreams(), 100),
        values.millis("spec.connections.idle", connections.idle(), 30_000));
  }

  private Backend.CircuitBreaker circuitBreaker(CircuitBreaker circuit) {
    var path = "spec.circuitBreaker.";
    long maxOpenForMs = values.millis(path + "maxOpenFor", circuit.maxOpenFor(), 900_000);
    // Who only lowers the end of the doubling means no longer a beginning.
    long openForMs =
        values.millis(path + "openFor", circuit.openFor(), Math.min(60_000, maxOpenForMs));
    return new Backend.CircuitBreaker(
        or(circuit.consecutiveFailures(), 5),
        values.millis(path + "window", circuit.window(), 10_000),
        or(circuit.minimumCalls(), 10),
        or(circuit.failureRatePercent(), 50),
        or(circuit.slowCallRatePercent(), 60),
        openForMs,
        Math.max(openForMs, maxOpenForMs),
        or(circuit.halfOpenProbes(), 3),
        circuit.force() == null ? null : Backend.Force.valueOf(circuit.force().name()));
  }

  private List<Backend.Model> models() {
    var names = new TreeMap<String, Backend.Model>();
    for (int i = 0; i < spec.models().size(); i++) {
      var path = "spec.models[" + i + "]";
      var model = model(path, spec.models().get(i));
      if (names.putIfAbsent(model.name(), model) != null) {
        findings.refuse(
            path + ".name", Reason.Invalid, "there are two models \"" + model.name() + "\"");
      }
    }
    return List.copyOf(names.values());
  }

  private Backend.Model model(String path, Model model) {
    return new Backend.Model(
        model.name(),
        model.providerName() == null ? model.name() : model.providerName(),
        or(model.quality(), DEFAULT_QUALITY),
        or(model.contextWindow(), 0),
        or(model.maxOutputTokens(), DEFAULT_MAX_OUTPUT_TOKENS),
        capabilities(model),
        model.pricing() == null ? null : prices.at(path + ".pricing", model.pricing(), values),
        model.embeddingSpace());
  }

  private static List<Backend.Capability> capabilities(Model model) {
    return model.capabilities().isEmpty()
        ? List.of(Backend.Capability.Streaming)
        : model.capabilities().stream()
            .map(c -> Backend.Capability.valueOf(c.name()))
            .distinct()
            .sorted()
            .toList();
  }

  private static int or(@Nullable Integer given, int absent) {
    return given == null ? absent : given;
  }
}

package dev.headgate.operator.cluster;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Manifests of a large gateway named main, of any size. */
final class ScaleManifests {
  /** Of each backend. */
  static final int MODELS = 8;

  /** Of each route. */
  static final int TARGETS = 4;

  private final String namespace;
  private final int backends;

  /**
   * In a namespace.
   *
   * @param backends how many there are for routes to choose from
   */
  ScaleManifests(String namespace, int backends) {
    this.namespace = namespace;
    this.backends = backends;
  }

  /** The gateway, the Secrets and the backends: what everything else refers to. */
  String ground(int consumers) {
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: LlmGateway
    metadata: {name: main, namespace: %1$s}
    spec:
      upstreams: {addresses: [Loopback, Private, Public]}
      reportingCurrency: USD
      redis: {nodes: ["127.0.0.1:9"]}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: provider, namespace: %1$s}
    stringData: {apiKey: sk-scale}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: callers, namespace: %1$s}
    stringData:
    %2$s
    """
        .formatted(
            namespace,
            IntStream.range(0, consumers)
                .mapToObj("  c%1$d: hg_c%1$07d_0123456789abcdef0123456789abcdef"::formatted)
                .collect(Collectors.joining("\n")));
  }

  String backend(int i) {
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: ProviderBackend
    metadata: {name: b%1$d, namespace: %2$s}
    spec:
      dialect: OpenAI
      baseUrl: http://127.0.0.1:9/b%1$d/v1
      credentials: {apiKey: {secretKeyRef: {name: provider, key: apiKey}}}
      models:
    """
            .formatted(i, namespace)
        + IntStream.range(0, MODELS)
            .mapToObj(
                m ->
                    """
                    - {name: m%d, quality: %d, contextWindow: 200000, maxOutputTokens: 8000, capabilities: [Streaming], pricing: {currency: USD, inputPerMillion: "1.%d", outputPerMillion: "2"}}
                    """
                        .formatted(m, 50 + m, m)
                        .indent(4))
            .collect(Collectors.joining());
  }

  /**
   * One route over four backends.
   *
   * @param edit another number means another spec
   */
  String route(int i, int edit) {
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: LlmRoute
    metadata: {name: r%1$d, namespace: %2$s}
    spec:
      gatewayRef: {name: main}
      match: {models: ["model-%1$d", "model-%1$d-%3$d"]}
      qualityFloor: 40
      targets:
    """
            .formatted(i, namespace, edit)
        + IntStream.range(0, TARGETS)
            .mapToObj(
                t ->
                    "    - {tier: %d, backendRef: {name: b%d}, model: m%d}\n"
                        .formatted(t + 1, (i * 7 + t) % backends, (i + t) % MODELS))
            .collect(Collectors.joining());
  }

  String consumer(int i) {
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: LlmConsumer
    metadata: {name: c%1$d, namespace: %2$s}
    spec:
      gatewayRef: {name: main}
      tenant: t%3$d
      team: team%1$d
      credentials: [{apiKey: {secretKeyRef: {name: callers, key: c%1$d}}}]
    """
        .formatted(i, namespace, i % 50);
  }

  String budget(int i) {
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: TokenBudget
    metadata: {name: tb%1$d, namespace: %2$s}
    spec:
      gatewayRef: {name: main}
      scope: Team
      selector: {consumers: {names: [c%1$d]}}
      limits: [{name: d, window: Day, amount: "5", currency: USD}]
    """
        .formatted(i, namespace);
  }
}

package dev.headgate.operator.cluster;

/** Small manifests for tests: everything a call needs, in a namespace of its own. */
final class Manifests {
  private Manifests() {}

  /** A gateway without Redis, two backends, a route over both, a consumer with a key. */
  static String whole(String namespace) {
    return gateway(namespace, "main")
        + backend(namespace, "a", "sk-a-1")
        + backend(namespace, "b", "sk-b-1")
        + route(namespace, "chat", "chat", "a", "b")
        + consumer(namespace, "demo", "hg_demo0001_only-for-trying-it-out-in-tests");
  }

  static String gateway(String namespace, String name) {
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: LlmGateway
    metadata: {name: %s, namespace: %s}
    spec:
      upstreams: {addresses: [Loopback, Private, Public]}
      reportingCurrency: USD
    """
        .formatted(name, namespace);
  }

  static String backend(String namespace, String name, String key) {
    return backend(namespace, name, key, "http://127.0.0.1:9/v1");
  }

  static String backend(String namespace, String name, String key, String baseUrl) {
    return secret(namespace, name, key)
        + """
        ---
        apiVersion: headgate.dev/v1alpha1
        kind: ProviderBackend
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          dialect: OpenAI
          baseUrl: %3$s
          credentials: {apiKey: {secretKeyRef: {name: %1$s, key: apiKey}}}
          models:
            - {name: m, quality: 70, contextWindow: 400000, maxOutputTokens: 128000, capabilities: [Streaming], pricing: {currency: USD, inputPerMillion: "0.25", outputPerMillion: "2.00"}}
        """
            .formatted(name, namespace, baseUrl);
  }

  static String secret(String namespace, String name, String key) {
    return """
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: %s}
    stringData: {apiKey: %s}
    """
        .formatted(name, namespace, key);
  }

  static String route(String namespace, String name, String model, String... backends) {
    StringBuilder targets = new StringBuilder();
    int tier = 1;
    for (String backend : backends) {
      targets.append(
          "    - {tier: %d, backendRef: {name: %s}, model: m}\n".formatted(tier++, backend));
    }
    return """
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: LlmRoute
    metadata: {name: %s, namespace: %s}
    spec:
      gatewayRef: {name: main}
      match: {models: [%s]}
      trafficClass: Interactive
      strategy: Priority
      targets:
    %s\
    """
        .formatted(name, namespace, model, targets.toString().indent(-2));
  }

  static String consumer(String namespace, String name, String key) {
    return """
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: %1$s-key, namespace: %2$s}
    stringData: {key: %3$s}
    ---
    apiVersion: headgate.dev/v1alpha1
    kind: LlmConsumer
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      gatewayRef: {name: main}
      tenant: demo
      tier: paid
      credentials: [{apiKey: {secretKeyRef: {name: %1$s-key, key: key}}}]
    """
        .formatted(name, namespace, key);
  }
}

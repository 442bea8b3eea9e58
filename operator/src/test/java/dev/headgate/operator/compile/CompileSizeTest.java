package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The size that operator.md promises for one gateway; its time is printed, not asserted. */
class CompileSizeTest {
  private static final int ROUTES = 1000;
  private static final int BACKENDS = 100;
  private static final int CONSUMERS = 1000;

  @Test
  void aThousandRoutesAndConsumersFitIntoASecret() {
    var world = ManifestWorld.of(ManifestWorld.documents(manifests()));
    var gateway = new NamespacedName("ai", "main");

    var compilation = Compiler.compile(gateway, world);

    var encoded = SnapshotCodec.encode(compilation.snapshot());
    assertThat(compilation.snapshot().routes()).hasSize(ROUTES);
    assertThat(compilation.snapshot().backends()).hasSize(BACKENDS);
    assertThat(compilation.verdicts().values()).allMatch(Verdict::good);
    assertThat(encoded).hasSizeLessThan(900 << 10);
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      Compiler.compile(gateway, world);
      System.out.printf(
          "compile of %d routes × 4 targets, %d backends × 8 models, %d consumers: %d ms, %d KiB%n",
          ROUTES,
          BACKENDS,
          CONSUMERS,
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          encoded.length >> 10);
    }
  }

  private static String manifests() {
    var yaml = new StringBuilder();
    yaml.append(
        """
        kind: LlmGateway
        metadata: {name: main, namespace: ai}
        spec: {redis: {nodes: ["redis:6379"]}}
        ---
        kind: TokenBudget
        metadata: {name: daily, namespace: ai}
        spec: {gatewayRef: {name: main}, scope: Team, limits: [{name: d, window: Day, amount: "5", currency: USD}]}
        """);
    for (int i = 0; i < BACKENDS; i++) {
      yaml.append(
          """
          ---
          kind: ProviderBackend
          metadata: {name: b%d, namespace: ai}
          spec:
            dialect: OpenAI
            baseUrl: https://b%d.example/v1
            models:
          """
              .formatted(i, i));
      for (int m = 0; m < 8; m++) {
        yaml.append(
            "    - {name: m%d, quality: %d, pricing: {currency: USD, inputPerMillion: \"1.%d\","
                    .formatted(m, 50 + m, m)
                + " outputPerMillion: \"2\"}}\n");
      }
    }
    for (int i = 0; i < ROUTES; i++) {
      yaml.append(
          """
          ---
          kind: LlmRoute
          metadata: {name: r%d, namespace: ai}
          spec:
            gatewayRef: {name: main}
            match: {models: ["model-%d", "family-%d-*"]}
            qualityFloor: 40
            targets:
          """
              .formatted(i, i, i));
      for (int t = 0; t < 4; t++) {
        yaml.append(
            "    - {tier: %d, backendRef: {name: b%d}, model: m%d}\n"
                .formatted(t + 1, (i * 7 + t) % BACKENDS, (i + t) % 8));
      }
    }
    for (int i = 0; i < CONSUMERS; i++) {
      yaml.append(
          """
          ---
          kind: Secret
          metadata: {name: c%1$d, namespace: ai}
          stringData: {key: hg_c%1$07d_0123456789abcdef}
          ---
          kind: LlmConsumer
          metadata: {name: c%1$d, namespace: ai}
          spec:
            gatewayRef: {name: main}
            tenant: t%2$d
            team: team%1$d
            credentials: [{apiKey: {secretKeyRef: {name: c%1$d, key: key}}}]
          """
              .formatted(i, i % 50));
    }
    return yaml.toString();
  }
}

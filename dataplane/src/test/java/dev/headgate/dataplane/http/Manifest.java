package dev.headgate.dataplane.http;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Consumers;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.contract.TrafficClass;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A gateway in the making: what a test is about is changed, the rest is as manifests have it. */
final class Manifest {
  static final String KEY = "hg_test_s3cret";

  static final Backend.Pricing PRICE =
      new Backend.Pricing(
          "USD", 1_000_000, 100_000, 1_000_000, 1_000_000, 10_000_000, 10_000_000, 0);

  private final List<Backend> backends = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private long sequence = 1;

  Gateway.Limits limits =
      new Gateway.Limits(20 << 20, 32 << 10, 256 << 20, 10_000, 60_000, 300_000, 20_000, 1_000);
  List<Gateway.AddressClass> addresses = List.of(Gateway.AddressClass.Loopback);
  Gateway.Redis redis;
  Backend.Tls tls;
  List<Capability> capabilities = List.of(Capability.Streaming, Capability.Tools);
  List<Backend.Quirk> quirks = List.of();
  Dialect dialect = Dialect.OpenAI;
  String apiVersion;
  Backend.Credential credential;
  String account;
  Backend.AwsKeys awsKeys;
  Backend.GoogleAccount googleAccount;
  String providerModel = "gpt-provider";
  Route.Translation translation = Route.Translation.Warn;
  List<Dialect> inbound = List.of(Dialect.OpenAI);
  Backend.Pricing price = PRICE;
  String embeddingSpace;
  Long maxCostNanos;
  int contextWindow = 128_000;
  int maxOutputTokens = 4_096;
  int minOutputTokens = 1;
  int connections = 200;
  long connectMs = 2_000;
  long idleMs = 30_000;
  long firstTokenMs = 15_000;
  long answerMs = 60_000;
  long requestTimeoutMs = 120_000;
  long keepAliveMs = 15_000;
  int attempts = 1;
  int maxCalls = 3;
  long backoffMs = 1;
  boolean streaming = true;
  boolean upstreamAlways;
  List<FailureClass> retried = List.of(FailureClass.Transient);
  List<FailureClass> fallback =
      List.of(
          FailureClass.Transient,
          FailureClass.RateLimited,
          FailureClass.QuotaExhausted,
          FailureClass.Credential,
          FailureClass.ContextTooLong);

  /** A backend {@code ai/<name>} with one model {@code gpt}. */
  Manifest backend(String name, String baseUrl) {
    var model =
        new Backend.Model(
            "gpt",
            providerModel,
            80,
            contextWindow,
            maxOutputTokens,
            capabilities,
            price,
            embeddingSpace);
    backends.add(
        new Backend(
            "ai/" + name,
            dialect,
            baseUrl,
            null,
            credential != null
                ? credential
                : switch (dialect) {
                  case Anthropic -> new Backend.Credential("x-api-key", "provider-key");
                  case Gemini -> new Backend.Credential("x-goog-api-key", "provider-key");
                  case AzureOpenAI -> new Backend.Credential("api-key", "provider-key");
                  case Bedrock -> null;
                  case VertexGemini, VertexAnthropic -> null;
                  default -> new Backend.Credential("authorization", "Bearer provider-key");
                },
            Map.of("x-team", "platform"),
            quirks,
            tls,
            new Backend.Connections(connections, Backend.Http2.Auto, 100, 30_000),
            connectMs,
            idleMs,
            new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, 60_000, 900_000, 3, null),
            List.of(model),
            apiVersion,
            account,
            awsKeys,
            googleAccount));
    return this;
  }

  /** A route {@code ai/chat} for model {@code chat} over these backends, one in each tier. */
  Manifest route(String... names) {
    return routeOf("ai/chat", "chat", names);
  }

  Manifest routeOf(String id, String model, String... names) {
    var targets = new ArrayList<Route.Target>();
    var tiers = new ArrayList<Route.Tier>();
    for (var name : names) {
      targets.add(
          new Route.Target(targets.size() + 1, "ai/" + name, "gpt", 1, firstTokenMs, answerMs));
      tiers.add(new Route.Tier(targets.size(), tiers.isEmpty() ? 1 + attempts : 1, maxCostNanos));
    }
    routes.add(
        new Route(
            id,
            0,
            null,
            new Route.Match(List.of(model), inbound, List.of(), Consumers.ALL, false),
            TrafficClass.Interactive,
            Route.Strategy.Priority,
            targets,
            tiers,
            new Route.Retry(attempts, maxCalls, retried, backoffMs, 2, backoffMs),
            new Route.Fallback(fallback),
            new Route.Streaming(streaming, 1_800_000, keepAliveMs, upstreamAlways),
            new Route.Limits(0, 0, minOutputTokens),
            requestTimeoutMs,
            translation));
    return this;
  }

  Manifest budget(String name, Budget.Limit... limit) {
    budgets.add(
        new Budget(
            "ai/" + name,
            null,
            new Budget.Selector(Consumers.ALL, List.of(), List.of(), List.of()),
            Budget.Scope.Tenant,
            "UTC",
            List.of(limit),
            0,
            List.of(80),
            null));
    return this;
  }

  Snapshot build() {
    var consumer =
        new Consumer(
            "ai/checkout",
            null,
            "shop",
            null,
            null,
            "paid",
            Map.of(),
            List.of(new Consumer.Key("test", sha256(KEY))),
            null,
            List.of(),
            List.of());
    var gateway =
        new Gateway(
            "ai/main", null, redis, true, limits, new Gateway.Upstreams(addresses), "USD", 0);
    return new Snapshot(
        1,
        1,
        1,
        sequence++,
        "sha256:" + sequence,
        gateway,
        List.copyOf(backends),
        List.copyOf(routes),
        List.copyOf(budgets),
        List.of(consumer));
  }

  static Budget.Limit money(Budget.Window window, String name, long nanos) {
    return new Budget.Limit(name, window, Budget.Unit.Money, nanos, "USD", 1);
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

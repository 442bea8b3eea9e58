package dev.headgate.bench.server;

import dev.headgate.contract.Backend;
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
import org.jspecify.annotations.Nullable;

/** What the measured proxies are told to do. */
public final class Snapshots {
  /** The key of the caller under load. */
  public static final String KEY = "hg_bench0_0123456789abcdefghijklmnop";

  private static final String BACKEND = "bench/upstream";
  private static final int OTHERS = 1_000;

  private final Dialect dialect;
  private final String baseUrl;
  private final @Nullable String caPem;
  private final @Nullable String redisNode;
  private final boolean crowded;
  private final boolean multiplexed;

  private Snapshots(
      Dialect dialect,
      String baseUrl,
      @Nullable String caPem,
      @Nullable String redisNode,
      boolean crowded,
      boolean multiplexed) {
    this.dialect = dialect;
    this.baseUrl = baseUrl;
    this.caPem = caPem;
    this.redisNode = redisNode;
    this.crowded = crowded;
    this.multiplexed = multiplexed;
  }

  /** One consumer, one route, one target: the least that Headgate does. */
  public static Snapshots bare(int port) {
    return new Snapshots(
        Dialect.OpenAI, "http://127.0.0.1:" + port + "/v1", null, null, false, false);
  }

  /** The same provider below a path. */
  public Snapshots below(String path) {
    return new Snapshots(
        dialect, baseUrl.replace("/v1", path + "/v1"), caPem, redisNode, crowded, multiplexed);
  }

  /** The same of a provider that speaks Anthropic Messages, below {@code /anthropic…}. */
  public Snapshots anthropic() {
    String below =
        baseUrl
            .substring(0, baseUrl.length() - "/v1".length())
            .replace("/openai", "")
            .replaceFirst("(:\\d+)/?", "$1/anthropic-")
            .replaceFirst("-$", "");
    return new Snapshots(Dialect.Anthropic, below, caPem, redisNode, crowded, multiplexed);
  }

  /** A provider with TLS. */
  public Snapshots tls(int port, String ca) {
    return new Snapshots(
        dialect, "https://127.0.0.1:" + port + "/v1", ca, redisNode, crowded, multiplexed);
  }

  /** A provider that is reached by HTTP/2, many calls to a connection. */
  public Snapshots multiplexed() {
    return new Snapshots(dialect, baseUrl, caPem, redisNode, crowded, true);
  }

  /** A thousand other consumers and a hundred other routes. */
  public Snapshots crowded() {
    return new Snapshots(dialect, baseUrl, caPem, redisNode, true, multiplexed);
  }

  /** Two budgets of three windows in money and tokens. */
  public Snapshots budgets(String node) {
    return new Snapshots(dialect, baseUrl, caPem, node, crowded, multiplexed);
  }

  /** The snapshot. */
  public Snapshot snapshot() {
    return new Snapshot(
        Snapshot.FORMAT_VERSION,
        1,
        1,
        1,
        "sha256:" + "0".repeat(64),
        gateway(),
        List.of(backend()),
        routes(),
        redisNode == null ? List.of() : budgets(),
        consumers());
  }

  private Gateway gateway() {
    return new Gateway(
        "bench/main",
        null,
        redisNode == null
            ? null
            : new Gateway.Redis(
                List.of(redisNode),
                null,
                null,
                false,
                null,
                1000,
                Gateway.OnUnavailable.FailClosed,
                0),
        true,
        new Gateway.Limits(10_485_760, 32_768, 0, 10_000, 60_000, 600_000, 20_000, 20_000),
        new Gateway.Upstreams(
            List.of(
                Gateway.AddressClass.Public,
                Gateway.AddressClass.Private,
                Gateway.AddressClass.Loopback)),
        "USD",
        15);
  }

  private Backend backend() {
    return new Backend(
        BACKEND,
        dialect,
        baseUrl,
        null,
        dialect == Dialect.Anthropic
            ? new Backend.Credential("x-api-key", "sk-bench")
            : new Backend.Credential("authorization", "Bearer sk-bench"),
        Map.of(),
        List.of(),
        caPem == null ? null : new Backend.Tls(caPem, null, null, null),
        new Backend.Connections(
            1_024, multiplexed ? Backend.Http2.Always : Backend.Http2.Never, 100, 60_000),
        2_000,
        30_000,
        new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, 60_000, 900_000, 3, null),
        List.of(
            new Backend.Model(
                "bench",
                "bench",
                80,
                400_000,
                128_000,
                List.of(
                    Backend.Capability.Tools,
                    Backend.Capability.JsonSchema,
                    Backend.Capability.Streaming),
                new Backend.Pricing(
                    "USD", 1_250_000, 125_000, 1_250_000, 1_250_000, 10_000_000, 10_000_000, 0),
                null)));
  }

  private List<Route> routes() {
    var routes = new ArrayList<Route>();
    routes.add(route("bench/chat", "bench", Consumers.ALL));
    if (crowded) {
      for (int i = 0; i < OTHERS / 10; i++) {
        var teams = new Consumers(List.of(), Map.of(), List.of("team-" + i), List.of(), List.of());
        routes.add(route("bench/other-" + i, "other-" + i + "-*", teams));
      }
    }
    return routes;
  }

  private static Route route(String id, String model, Consumers who) {
    return new Route(
        id,
        0,
        null,
        new Route.Match(List.of(model), List.of(Dialect.OpenAI), List.of(), who),
        TrafficClass.Interactive,
        Route.Strategy.Priority,
        List.of(new Route.Target(1, BACKEND, "bench", 1, 15_000, 60_000)),
        List.of(),
        new Route.Retry(1, 4, List.of(FailureClass.Transient), 100, 2, 2_000),
        new Route.Fallback(List.of(FailureClass.Transient, FailureClass.RateLimited)),
        new Route.Streaming(true, 1_800_000, 15_000),
        new Route.Limits(0, 0, 1),
        120_000);
  }

  private static List<Budget> budgets() {
    return List.of(
        budget(
            "bench/money",
            new Budget.Limit(
                "day", Budget.Window.Day, Budget.Unit.Money, Long.MAX_VALUE / 1_000, "USD", 1),
            new Budget.Limit(
                "request", Budget.Window.Request, Budget.Unit.Money, 5_000_000_000L, "USD", 1)),
        budget(
            "bench/tokens",
            new Budget.Limit(
                "hour", Budget.Window.Hour, Budget.Unit.TotalTokens, 1_000_000_000_000L, null, 1)));
  }

  private static Budget budget(String id, Budget.Limit... limits) {
    return new Budget(
        id,
        null,
        new Budget.Selector(Consumers.ALL, List.of(), List.of(), List.of()),
        Budget.Scope.Team,
        "UTC",
        List.of(limits),
        0,
        List.of(),
        null);
  }

  private List<Consumer> consumers() {
    var consumers = new ArrayList<Consumer>();
    consumers.add(consumer("bench/caller", "bench", KEY));
    for (int i = 0; crowded && i < OTHERS; i++) {
      consumers.add(
          consumer("bench/other-" + i, "team-" + i % 100, "hg_other%d_0123456789".formatted(i)));
    }
    return consumers;
  }

  private static Consumer consumer(String id, String team, String key) {
    return new Consumer(
        id,
        null,
        "bench",
        team,
        null,
        "paid",
        Map.of("plan", "standard"),
        List.of(new Consumer.Key(key.split("_", -1)[1], sha256(key))),
        null,
        List.of(),
        List.of());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

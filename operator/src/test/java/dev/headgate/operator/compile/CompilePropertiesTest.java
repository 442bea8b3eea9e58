package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every world, on two islands of objects that share nothing but their gateway. */
class CompilePropertiesTest {
  private static final NamespacedName GATEWAY = new NamespacedName("ai", "main");

  @Property(tries = 200)
  void theOrderOfTheInputMeansNothing(@ForAll long seed) {
    var documents = archipelago();
    var expected = Compiler.compile(GATEWAY, ManifestWorld.of(documents));
    Collections.shuffle(documents, new Random(seed));

    var shuffled = Compiler.compile(GATEWAY, ManifestWorld.of(documents));

    assertThat(SnapshotCodec.canonical(shuffled.snapshot()))
        .isEqualTo(SnapshotCodec.canonical(expected.snapshot()));
    assertThat(shuffled).isEqualTo(expected);
  }

  @Property(tries = 1000)
  void aBrokenObjectChangesNothingForObjectsThatDoNotUseIt(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int cuts) {
    var documents = archipelago();
    var before = Compiler.compile(GATEWAY, ManifestWorld.of(documents));
    var random = new Random(seed);
    for (int i = 0; i < cuts; i++) {
      var ofTheFirst = documents.stream().filter(d -> isOn(d, "first")).toList();
      cut(ofTheFirst.get(random.nextInt(ofTheFirst.size())), random);
    }

    var world = ManifestWorld.of(documents);
    var after = Compiler.compile(GATEWAY, world);
    Compiler.unattached(world);

    assertThat(of("second", after.snapshot())).isEqualTo(of("second", before.snapshot()));
    assertThat(verdictsOf("second", after)).isEqualTo(verdictsOf("second", before));
    assertThat(of("second", after.snapshot())).hasSize(4);
  }

  @Property(tries = 500)
  void aRouteThatIsInTheSnapshotAtAllNeverMatchesLessThanWasWritten(@ForAll long seed) {
    var documents = archipelago();
    var random = new Random(seed);
    var route =
        documents.stream()
            .filter(d -> isOn(d, "first") && d.path("kind").asText().equals("LlmRoute"))
            .findFirst()
            .orElseThrow();
    var match = route.at("/spec/match").deepCopy();
    cut(route, random);
    if (!route.at("/spec/match").equals(match)) {
      return; // the match itself was cut
    }

    var snapshot = Compiler.compile(GATEWAY, ManifestWorld.of(documents)).snapshot();

    assertThat(snapshot.routes())
        .filteredOn(r -> r.id().equals("ai/first"))
        .allSatisfy(r -> assertThat(r.match().models()).containsExactly("first", "first-*"));
  }

  /** Takes one member or element away, anywhere below spec. */
  private static void cut(JsonNode document, Random random) {
    var places = new ArrayList<JsonNode>();
    collect(document.path("spec"), places);
    if (places.isEmpty()) {
      return;
    }
    var place = places.get(random.nextInt(places.size()));
    if (place instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      object.remove(names.get(random.nextInt(names.size())));
    } else if (place instanceof ArrayNode array) {
      array.remove(random.nextInt(array.size()));
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode() && !node.isEmpty()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private static boolean isOn(JsonNode document, String island) {
    return document.at("/metadata/name").asText().equals(island);
  }

  /** Everything of that island that the snapshot holds, by kind. */
  private static Map<String, Object> of(String island, Snapshot snapshot) {
    var id = "ai/" + island;
    var all = new TreeMap<String, Object>();
    snapshot.backends().stream().filter(o -> o.id().equals(id)).forEach(o -> all.put("backend", o));
    snapshot.routes().stream().filter(o -> o.id().equals(id)).forEach(o -> all.put("route", o));
    snapshot.budgets().stream().filter(o -> o.id().equals(id)).forEach(o -> all.put("budget", o));
    snapshot.consumers().stream()
        .filter(o -> o.id().equals(id))
        .forEach(o -> all.put("consumer", o));
    return all;
  }

  private static Map<ObjectKey, Verdict> verdictsOf(String island, Compilation compilation) {
    return compilation.verdicts().entrySet().stream()
        .filter(e -> e.getKey().name().equals(island))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<JsonNode> archipelago() {
    var yaml = new StringBuilder();
    yaml.append(
        """
        kind: LlmGateway
        metadata: {name: main, namespace: ai}
        spec: {redis: {nodes: ["redis:6379"]}}
        """);
    for (var island : List.of("first", "second")) {
      yaml.append(ISLAND.replace("NAME", island));
    }
    return new ArrayList<>(ManifestWorld.documents(yaml.toString()));
  }

  private static final String ISLAND =
      """
      ---
      kind: Secret
      metadata: {name: NAME, namespace: ai}
      stringData: {provider: provider-of-NAME, key: hg_NAME_0123456789abcdef}
      ---
      kind: ProviderBackend
      metadata: {name: NAME, namespace: ai}
      spec:
        dialect: OpenAI
        baseUrl: https://NAME.example/v1
        credentials: {apiKey: {secretKeyRef: {name: NAME, key: provider}}}
        headers: {set: {x-team: NAME}}
        quirks: [NoStreamUsage]
        tls: {serverName: NAME.example}
        connections: {max: 2}
        timeouts: {connect: 1s, firstToken: 2s}
        rateLimits: [{dimension: Requests, limit: 5, per: 1m}]
        circuitBreaker: {window: 1s}
        allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}}
        models:
          - name: m
            quality: 80
            strengths: [code]
            capabilities: [Tools]
            pricing: {currency: USD, inputPerMillion: "1", outputPerMillion: "2", changes: [{from: "2025-01-01T00:00:00Z", inputPerMillion: "3"}]}
      ---
      kind: LlmRoute
      metadata: {name: NAME, namespace: ai}
      spec:
        gatewayRef: {name: main}
        match: {models: [NAME, "NAME-*"], headers: [{name: x, value: y}], consumers: {names: [NAME], matchLabels: {c: d}}, dialects: [OpenAI]}
        trafficClass: Critical
        qualityFloor: 70
        requiredStrengths: [code]
        targets: [{tier: 1, backendRef: {name: NAME}, model: m, weight: 3}]
        tiers: [{tier: 1, maxCalls: 2, firstTokenWithin: 1s}]
        strategy: Weighted
        limits: {maxInputTokens: 5}
        retry: {attempts: 1, failures: [Transient], backoff: {base: 1s}}
        fallback: {failures: [Transient], attemptTimeout: 3s}
        streaming: {keepAlive: 1s, upstream: AsCalled}
        context: {onOverflow: Reject}
        deferral: {enabled: false}
        firewallRef: {name: NAME}
      ---
      kind: TokenBudget
      metadata: {name: NAME, namespace: ai}
      spec:
        gatewayRef: {name: main}
        selector: {consumers: {names: [NAME], tenants: [NAME]}, routes: [{name: NAME}], models: [NAME], classes: [Critical]}
        scope: Team
        timezone: Europe/Berlin
        limits: [{name: day, window: Day, amount: "5.00", currency: USD}, {name: hour, window: Hour, tokens: 5, count: Input}]
        emergencyReserve: {percent: 20}
        thresholds: [{percent: 50, action: Notify}]
      ---
      kind: LlmConsumer
      metadata: {name: NAME, namespace: ai, labels: {c: d}}
      spec:
        gatewayRef: {name: main}
        tenant: NAME
        credentials: [{apiKey: {secretKeyRef: {name: NAME, key: key}}}, {oidc: {issuer: "https://id", subject: s}}]
        routes: [{name: NAME}]
        allowedModels: [NAME]
        allowedClasses: [Critical]
      ---
      kind: PromptFirewall
      metadata: {name: NAME, namespace: ai}
      spec: {mode: Shadow, pii: {action: Redact, kinds: [Email]}, customPatterns: [{name: p, regex: r, action: Flag}]}
      ---
      kind: FailoverDrill
      metadata: {name: NAME, namespace: ai}
      spec: {routeRef: {name: NAME}, target: {backendRef: {name: NAME}}, fault: Outage, traffic: {percent: 5}, duration: 5m}
      """;
}

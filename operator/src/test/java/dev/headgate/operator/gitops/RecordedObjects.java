package dev.headgate.operator.gitops;

import static dev.headgate.operator.gitops.RecordedFleet.BEHIND;
import static dev.headgate.operator.gitops.RecordedFleet.FORCED_OPEN;
import static dev.headgate.operator.gitops.RecordedFleet.NONE;
import static dev.headgate.operator.gitops.RecordedFleet.OPEN;
import static dev.headgate.operator.gitops.RecordedFleet.REFUSED_BY_PROVIDER;
import static dev.headgate.operator.gitops.RecordedFleet.REJECTING;
import static dev.headgate.operator.gitops.RecordedFleet.SERVING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.crds.KindStatus;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.status.Board;
import dev.headgate.operator.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects of every kind in every state, as the API server returns them: specs from the worlds that
 * compile is tested with, statuses by the operator's own code.
 */
final class RecordedObjects {
  private static final Instant LONG_AGO = RecordedWorld.NOW.minus(Duration.ofHours(1));
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where nothing is wrong with an object of the kind, and its name there. */
  private static final Map<Kind, Subject> WELL =
      Map.of(
          Kind.LlmGateway, new Subject("base", "main"),
          Kind.ProviderBackend, new Subject("base", "one"),
          Kind.LlmRoute, new Subject("base", "chat"),
          Kind.TokenBudget, new Subject("base", "daily"),
          Kind.LlmConsumer, new Subject("base", "shop"),
          Kind.PromptFirewall, new Subject("firewall-shadow", "watching"),
          Kind.FailoverDrill, new Subject("drill", "weekly"));

  private record Subject(String world, String name) {}

  private final Map<String, ObjectNode> byName = new TreeMap<>();

  private RecordedObjects() {}

  /** By name, such as {@code llmroute-healthy}. */
  static Map<String, ObjectNode> all() {
    var recorded = new RecordedObjects();
    WELL.forEach(recorded::everyKind);
    recorded.unresolved();
    recorded.refused();
    recorded.failing();
    recorded.byHand();
    return recorded.byName;
  }

  private void everyKind(Kind kind, Subject well) {
    var world = RecordedWorld.of(well.world()).withDrillsBuilt();
    ObjectNode spec = world.object(kind, well.name());
    put(kind, "new", with(spec, OurSchemas.unseen(kind)));
    put(kind, "first-sight", with(spec, status(kind, well, null, Board.EMPTY, RecordedWorld.NOW)));
    KindStatus good = status(kind, well, null, world.board(SERVING), RecordedWorld.NOW);
    put(kind, "healthy", with(spec, good));
    ObjectNode edited = with(spec, good);
    ((ObjectNode) edited.get("metadata")).put("generation", RecordedWorld.GENERATION + 1);
    put(kind, "edited", edited);
    ObjectNode deleting = with(spec, good);
    ((ObjectNode) deleting.get("metadata")).put("deletionTimestamp", RecordedWorld.NOW.toString());
    put(kind, "deleting", deleting);
    Board blind = new Board(Map.of(), Map.of(), List.of(), "TokenBudget: forbidden");
    put(kind, "unlisted", with(spec, status(kind, well, good, blind, RecordedWorld.NOW)));
    if (kind != Kind.PromptFirewall && kind != Kind.FailoverDrill) { // no proxy has to take these
      put(kind, "pending", well, BEHIND, RecordedWorld.NOW);
      put(kind, "no-proxy", well, NONE, RecordedWorld.NOW);
      put(kind, "no-proxy-for-long", well, NONE, LONG_AGO);
    }
  }

  /** Something is missing that may come yet. */
  private void unresolved() {
    unresolved(Kind.LlmGateway, new Subject("redis-secrets-missing", "main"));
    unresolved(Kind.ProviderBackend, new Subject("secret-missing", "one"));
    unresolved(Kind.LlmRoute, new Subject("backend-missing", "chat"));
    unresolved(Kind.TokenBudget, new Subject("gateway-missing", "lost"));
    unresolved(Kind.LlmConsumer, new Subject("gateway-missing", "lost"));
    put(
        Kind.LlmRoute,
        "without-its-firewall",
        new Subject("firewall-missing", "chat"),
        SERVING,
        RecordedWorld.NOW);
  }

  private void unresolved(Kind kind, Subject subject) {
    put(kind, "unresolved", subject, SERVING, RecordedWorld.NOW);
    put(kind, "unresolved-for-long", subject, SERVING, LONG_AGO);
  }

  /** Only an edit helps. */
  private void refused() {
    put(Kind.LlmGateway, "refused", new Subject("gateway-binding", "main"));
    put(Kind.ProviderBackend, "refused", new Subject("backend-binding", "b0"));
    put(Kind.LlmRoute, "refused", new Subject("route-binding", "r03"));
    put(Kind.LlmRoute, "of-a-refused-gateway", new Subject("gateway-binding", "chat"));
    put(Kind.TokenBudget, "refused", new Subject("budget-binding", "b01"));
    put(Kind.LlmConsumer, "refused", new Subject("consumer-binding", "shop"));
    put(Kind.PromptFirewall, "refused", new Subject("firewall-enforce", "strict"));
    put(Kind.FailoverDrill, "refused", new Subject("drill", "weekly"));
  }

  /** It is right, and does not do what it says. */
  private void failing() {
    put(Kind.LlmGateway, "rejected-by-a-proxy", WELL, REJECTING);
    put(Kind.LlmRoute, "rejected-by-a-proxy", WELL, REJECTING);
    put(Kind.ProviderBackend, "credential-rejected", WELL, REFUSED_BY_PROVIDER);
    put(Kind.ProviderBackend, "circuits-open", WELL, OPEN);
    put(Kind.ProviderBackend, "credential-expires-soon", new Subject("credentials-end", "one"));
    put(Kind.ProviderBackend, "credential-expired", new Subject("credentials-end", "over"));
    put(Kind.LlmRoute, "without-target", WELL, OPEN);
  }

  private void byHand() {
    put(Kind.ProviderBackend, "forced-open", WELL, FORCED_OPEN);
    ((ObjectNode) byName.get("providerbackend-forced-open").get("spec"))
        .putObject("circuitBreaker")
        .put("force", "Open");
    put(Kind.FailoverDrill, "suspended", WELL, SERVING);
    ((ObjectNode) byName.get("failoverdrill-suspended").get("spec")).put("suspend", true);
  }

  private void put(Kind kind, String state, Subject refused) {
    var world = RecordedWorld.of(refused.world());
    put(
        kind,
        state,
        with(
            world.object(kind, refused.name()),
            status(kind, refused, null, world.board(SERVING), RecordedWorld.NOW)));
  }

  private void put(Kind kind, String state, Map<Kind, Subject> well, RecordedFleet fleet) {
    put(kind, state, well.get(kind), fleet, RecordedWorld.NOW);
  }

  private void put(
      Kind kind, String state, @Nullable Subject subject, RecordedFleet fleet, Instant since) {
    if (subject == null) {
      throw new IllegalArgumentException("no well object of " + kind);
    }
    var world = RecordedWorld.of(subject.world()).withDrillsBuilt();
    put(
        kind,
        state,
        with(
            world.object(kind, subject.name()),
            status(kind, subject, null, world.board(fleet), since)));
  }

  private void put(Kind kind, String state, ObjectNode object) {
    byName.put(kind.name().toLowerCase(Locale.ROOT) + "-" + state, object);
  }

  private static ObjectNode with(ObjectNode spec, Object status) {
    ObjectNode whole = spec.deepCopy();
    whole.set("status", status instanceof JsonNode json ? json : JSON.valueToTree(status));
    return whole;
  }

  private static KindStatus status(
      Kind kind, Subject subject, @Nullable KindStatus before, Board board, Instant since) {
    return Statuses.of(
            new ObjectKey(kind, "ai", subject.name()),
            RecordedWorld.GENERATION,
            before,
            board,
            since)
        .orElseThrow();
  }
}

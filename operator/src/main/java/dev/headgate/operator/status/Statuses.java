package dev.headgate.operator.status;

import dev.headgate.crds.Condition;
import dev.headgate.crds.Dialect;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.Reason;
import dev.headgate.crds.backend.BackendGateway;
import dev.headgate.crds.backend.ProviderBackendStatus;
import dev.headgate.crds.budget.LimitStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import dev.headgate.crds.consumer.LlmConsumerStatus;
import dev.headgate.crds.drill.FailoverDrillStatus;
import dev.headgate.crds.firewall.FirewallGateway;
import dev.headgate.crds.firewall.PromptFirewallStatus;
import dev.headgate.crds.gateway.LlmGatewayStatus;
import dev.headgate.crds.gateway.ObjectCounts;
import dev.headgate.crds.gateway.ProxyCounts;
import dev.headgate.crds.route.LlmRouteStatus;
import dev.headgate.crds.route.TargetStatus;
import dev.headgate.operator.compile.Facts;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of one object of any kind, whole, from everything known. */
public final class Statuses {
  private Statuses() {}

  /**
   * What the object's status is to say.
   *
   * @param generation the object's present one
   * @param previous its status as it stands; null before the first
   * @return empty when nothing new can be said: the object was edited since the last compile, and
   *     the next one is about to come
   */
  public static Optional<KindStatus> of(
      ObjectKey key, long generation, @Nullable KindStatus previous, Board board, Instant now) {
    List<Condition> before = previous == null ? List.of() : previous.conditions();
    String listFailure = board.listFailure();
    if (listFailure != null) {
      return Optional.of(
          FirstSight.with(
              key.kind(), previous, Judgement.unknown(Reason.ListFailed, listFailure), now));
    }
    Long looked = board.looked().get(key);
    if (looked == null || looked < generation) {
      return previous == null || previous.conditions().isEmpty()
          ? Optional.of(
              FirstSight.with(
                  key.kind(),
                  null,
                  Judgement.unknown(Reason.Reconciling, "Seen; not looked at yet."),
                  now))
          : Optional.empty();
    }
    List<Statement> statements = Statement.about(key, board);
    if (statements.isEmpty()) {
      return Optional.empty();
    }
    Verdicts verdicts = new Verdicts(statements, before, generation, now);
    return Optional.of(
        switch (key.kind()) {
          case LlmGateway -> gateway(statements, verdicts, generation);
          case ProviderBackend -> backend(key, statements, verdicts, generation, previous, now);
          case LlmRoute -> route(statements, verdicts, generation);
          case TokenBudget ->
              new TokenBudgetStatus(
                  generation,
                  verdicts.common(null).list(),
                  Statement.problems(statements),
                  limits(key, statements, generation, previous, now));
          case LlmConsumer ->
              new LlmConsumerStatus(
                  generation,
                  verdicts.common(null).list(),
                  Statement.problems(statements),
                  statements.stream()
                      .flatMap(statement -> statement.facts(Facts.OfConsumer.class))
                      .flatMap(facts -> facts.keyIds().stream())
                      .distinct()
                      .toList(),
                  List.of());
          case PromptFirewall -> firewall(statements, verdicts, generation, previous, now);
          case FailoverDrill ->
              new FailoverDrillStatus(
                  generation,
                  verdicts.common(null).list(),
                  Statement.problems(statements),
                  previous instanceof FailoverDrillStatus drill ? drill.last() : null);
        });
  }

  private static KindStatus gateway(
      List<Statement> statements, Verdicts verdicts, long generation) {
    Conditions conditions = verdicts.common(null);
    Statement statement = statements.getFirst();
    GatewayState state = statement.state();
    Facts.OfGateway facts = statement.facts(Facts.OfGateway.class).findFirst().orElse(null);
    if (state == null || facts == null) {
      return new LlmGatewayStatus(
          generation,
          conditions.list(),
          Statement.problems(statements),
          null,
          null,
          null,
          null,
          null,
          null);
    }
    verdicts.gateway(conditions, state, facts);
    FleetState fleet = state.fleet();
    return new LlmGatewayStatus(
        generation,
        conditions.list(),
        Statement.problems(statements),
        state.address(),
        fleet.digest(),
        new ProxyCounts(state.readyProxies(), state.servingProxies()),
        new ObjectCounts(facts.routes(), facts.backends(), facts.consumers(), facts.refused()),
        StoreHealth.of(state.compilation().snapshot().gateway().redis() != null, fleet.reports()),
        facts.worstCaseOverspend());
  }

  private static KindStatus backend(
      ObjectKey key,
      List<Statement> statements,
      Verdicts verdicts,
      long generation,
      @Nullable KindStatus previous,
      Instant now) {
    List<BackendGateway> before =
        previous instanceof ProviderBackendStatus status ? status.gateways() : List.of();
    List<BackendGateway> gateways =
        statements.stream()
            .filter(statement -> statement.state() != null && statement.verdict().carried())
            .map(
                statement -> {
                  NamespacedName gateway = nameOf(statement);
                  List<Condition> last =
                      before.stream()
                          .filter(g -> g.namespace().equals(gateway.namespace()))
                          .filter(g -> g.name().equals(gateway.name()))
                          .findFirst()
                          .map(BackendGateway::conditions)
                          .orElse(List.of());
                  return new BackendGateway(
                      gateway.namespace(),
                      gateway.name(),
                      Verdicts.within(
                          statement,
                          Credentials.hindrance(key.id(), statement.reports()),
                          last,
                          generation,
                          now),
                      statement.circuits().of(key.id()),
                      List.of());
                })
            .toList();
    return new ProviderBackendStatus(
        generation,
        verdicts.common(Credentials.anywhere(key.id(), statements)).list(),
        Statement.problems(statements),
        gateways);
  }

  private static KindStatus firewall(
      List<Statement> statements,
      Verdicts verdicts,
      long generation,
      @Nullable KindStatus previous,
      Instant now) {
    List<FirewallGateway> before =
        previous instanceof PromptFirewallStatus status ? status.gateways() : List.of();
    List<FirewallGateway> gateways =
        statements.stream()
            .filter(statement -> statement.state() != null)
            .map(
                statement -> {
                  NamespacedName gateway = nameOf(statement);
                  List<Condition> last =
                      before.stream()
                          .filter(g -> g.namespace().equals(gateway.namespace()))
                          .filter(g -> g.name().equals(gateway.name()))
                          .findFirst()
                          .map(FirewallGateway::conditions)
                          .orElse(List.of());
                  return new FirewallGateway(
                      gateway.namespace(),
                      gateway.name(),
                      Verdicts.within(statement, null, last, generation, now));
                })
            .toList();
    return new PromptFirewallStatus(
        generation, verdicts.common(null).list(), Statement.problems(statements), gateways);
  }

  private static NamespacedName nameOf(Statement statement) {
    GatewayState state = statement.state();
    if (state == null) {
      throw new IllegalArgumentException("a statement without a gateway");
    }
    return state.gateway();
  }

  private static KindStatus route(List<Statement> statements, Verdicts verdicts, long generation) {
    Statement statement = statements.getFirst();
    Facts.OfRoute facts = statement.facts(Facts.OfRoute.class).findFirst().orElse(null);
    Circuits circuits = statement.circuits();
    List<TargetStatus> targets =
        facts == null
            ? List.of()
            : facts.targets().stream().map(target -> target(target, circuits)).toList();
    List<Dialect> dialects =
        facts == null
            ? List.of()
            : facts.dialects().stream().map(d -> Dialect.valueOf(d.name())).toList();
    boolean allOpen = !targets.isEmpty() && targets.stream().noneMatch(TargetStatus::ready);
    Judgement hindrance =
        allOpen
            ? Judgement.no(
                Reason.NoTarget,
                "No target can take a call: see status.targets; circuits close by themselves when"
                    + " probes succeed.")
            : null;
    return new LlmRouteStatus(
        generation,
        verdicts.common(hindrance).list(),
        Statement.problems(statements),
        dialects,
        targets);
  }

  private static TargetStatus target(Facts.TargetState target, Circuits circuits) {
    NamespacedName backend = target.backend();
    boolean open = target.ready() && circuits.isOpenEverywhere(backend.toString(), target.model());
    Reason reason = open ? Reason.CircuitOpen : target.reason();
    return new TargetStatus(
        target.tier(),
        new NamespacedRef(backend.name(), backend.namespace()),
        target.model(),
        target.ready() && !open,
        reason == null ? null : reason.name());
  }

  private static List<LimitStatus> limits(
      ObjectKey key,
      List<Statement> statements,
      long generation,
      @Nullable KindStatus previous,
      Instant now) {
    List<LimitStatus> known =
        previous instanceof TokenBudgetStatus before
                && Objects.equals(before.observedGeneration(), generation)
            ? before.limits()
            : List.of();
    return statements.stream()
        .map(Statement::state)
        .filter(Objects::nonNull)
        .findFirst()
        .map(state -> new Watermarks(state.fleet().reports()).of(key.id(), known, now))
        .orElse(List.of());
  }
}

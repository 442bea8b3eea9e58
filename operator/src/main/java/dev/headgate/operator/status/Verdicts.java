package dev.headgate.operator.status;

import static dev.headgate.crds.ConditionType.Accepted;
import static dev.headgate.crds.ConditionType.CredentialExpiring;
import static dev.headgate.crds.ConditionType.FullySupported;
import static dev.headgate.crds.ConditionType.Programmed;
import static dev.headgate.crds.ConditionType.Ready;
import static dev.headgate.crds.ConditionType.ResolvedRefs;
import static dev.headgate.crds.ConditionType.SnapshotPersisted;
import static dev.headgate.crds.ConditionType.Stalled;
import static dev.headgate.crds.ConditionType.UnboundedSpend;

import dev.headgate.crds.Condition;
import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Facts;
import dev.headgate.operator.compile.Kind;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The conditions that every kind has, and the gateway's own. */
final class Verdicts {
  private final List<Statement> statements;
  private final List<Condition> before;
  private final long generation;
  private final Instant now;

  Verdicts(List<Statement> statements, List<Condition> before, long generation, Instant now) {
    this.statements = statements;
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  /**
   * The conditions of an object of any kind.
   *
   * @param hindrance what stands against Ready beside compile and the proxies' acknowledgements;
   *     null when nothing does
   */
  Conditions common(@Nullable Judgement hindrance) {
    Judgement accepted = accepted();
    Judgement resolved = resolved();
    Judgement programmed = programmed();
    Conditions conditions =
        new Conditions(before, generation, now)
            .put(Accepted, accepted)
            .put(ResolvedRefs, resolved)
            .put(Programmed, programmed)
            .put(Ready, ready(accepted, resolved, programmed, hindrance))
            .put(FullySupported, supported());
    Lifespan.of(statements, now)
        .ifPresent(judgement -> conditions.put(CredentialExpiring, judgement));
    if (accepted.fails() && !waits(accepted)) {
      conditions.put(Stalled, Judgement.stalled(accepted));
    }
    return conditions;
  }

  /**
   * Whether it is refused only until something else is there, such as a route before its firewall:
   * who reads Stalled gives up, and the next manifest heals it.
   */
  private static boolean waits(Judgement refusal) {
    return refusal.reason().equals(Reason.RefNotFound.name())
        || refusal.reason().equals(Reason.RefNotPermitted.name());
  }

  /**
   * What one gateway says of an object that may serve several.
   *
   * @param hindrance as for {@link #common}, at this gateway
   */
  static List<Condition> within(
      Statement statement,
      @Nullable Judgement hindrance,
      List<Condition> before,
      long generation,
      Instant now) {
    Verdicts one = new Verdicts(List.of(statement), before, generation, now);
    Judgement accepted = one.accepted();
    Judgement resolved = one.resolved();
    Judgement programmed = one.programmed();
    return new Conditions(before, generation, now)
        .put(Accepted, accepted)
        .put(ResolvedRefs, resolved)
        .put(Programmed, programmed)
        .put(Ready, one.ready(accepted, resolved, programmed, hindrance))
        .list();
  }

  void gateway(Conditions conditions, GatewayState state, Facts.OfGateway facts) {
    switch (state.persistence()) {
      case Persistence.NotYet() -> {}
      case Persistence.Stored() ->
          conditions.put(
              SnapshotPersisted,
              Judgement.yes(
                  Reason.SnapshotPersisted, "A proxy that starts alone finds the snapshot."));
      case Persistence.TooLarge(int bytes) ->
          conditions.put(
              SnapshotPersisted,
              Judgement.no(
                  Reason.SnapshotTooLarge,
                  "%d bytes do not fit into a Secret: running proxies get it, one that starts while the operator is away does not. Use several gateways."
                      .formatted(bytes)));
      case Persistence.Failed(String why) ->
          conditions.put(SnapshotPersisted, Judgement.no(Reason.StoreFailed, why));
    }
    conditions.put(
        UnboundedSpend,
        facts.unboundedTenants().isEmpty()
            ? Judgement.no(Reason.Bounded, "A budget in money counts every tenant's calls.")
            : Judgement.yes(
                Reason.NoBudget,
                "No budget in money counts the calls of: "
                    + String.join(", ", facts.unboundedTenants())
                    + "."));
  }

  private Judgement accepted() {
    return Judgement.worst(statements.stream().map(Verdicts::accepted).toList());
  }

  private static Judgement accepted(Statement statement) {
    GatewayState state = statement.state();
    String conflict = state == null ? null : state.conflict();
    return conflict != null && statement.verdict().key().kind() == Kind.LlmGateway
        ? Judgement.no(Reason.NameConflict, conflict)
        : Judgement.of(statement.verdict().accepted(), Reason.Accepted, "It is valid.");
  }

  private Judgement resolved() {
    return Judgement.worst(
        statements.stream()
            .map(
                statement ->
                    Judgement.of(
                        statement.verdict().resolvedRefs(),
                        Reason.ResolvedRefs,
                        "Everything it refers to was found."))
            .toList());
  }

  private Judgement programmed() {
    return Judgement.worst(
        statements.stream()
            .map(
                statement -> {
                  GatewayState state = statement.state();
                  if (state != null) {
                    return Programming.of(state, statement.verdict(), before);
                  }
                  return statement.verdict().good()
                      ? Programming.NOTHING_TO_DO
                      : Programming.left(statement.verdict());
                })
            .toList());
  }

  private Judgement ready(
      Judgement accepted, Judgement resolved, Judgement programmed, @Nullable Judgement hindrance) {
    if (!accepted.holds()) {
      return Judgement.no(Reason.NotAccepted, accepted.reason() + ": " + accepted.message());
    }
    if (!resolved.holds()) {
      return Judgement.no(Reason.NotResolved, resolved.reason() + ": " + resolved.message());
    }
    Judgement able =
        Judgement.worst(
            statements.stream()
                .map(s -> Judgement.of(s.verdict().able(), Reason.Ready, "It can work."))
                .toList());
    if (!able.holds()) {
      return able;
    }
    if (!programmed.holds()) {
      String message = programmed.reason() + ": " + programmed.message();
      return programmed.fails()
          ? Judgement.no(Reason.NotProgrammed, message)
          : Judgement.unknown(Reason.NotProgrammed, message);
    }
    return hindrance != null ? hindrance : Judgement.yes(Reason.Ready, "It does what it says.");
  }

  private Judgement supported() {
    TreeSet<String> paths = new TreeSet<>();
    statements.forEach(statement -> paths.addAll(statement.verdict().unsupported()));
    return paths.isEmpty()
        ? Judgement.yes(Reason.FullySupported, "Every field in use works.")
        : Judgement.no(
            Reason.PartlySupported,
            "These fields have no effect yet: " + String.join(", ", paths) + ".");
  }
}

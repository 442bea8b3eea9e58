package dev.headgate.operator.status;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionStatus;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.push.Place;
import java.util.List;
import java.util.Optional;

/**
 * Whether the proxies run by an object: true when at least one proxy is ready and every ready one
 * that is not about to stop serves a snapshot compiled from the object's present generation or a
 * later one.
 */
final class Programming {
  /** For what no proxy needs: a backend without a route, a firewall, a drill. */
  static final Judgement NOTHING_TO_DO =
      Judgement.yes(Reason.Programmed, "No proxy needs it now: nothing has to be programmed.");

  private Programming() {}

  /**
   * What {@code Programmed} says for one gateway.
   *
   * @param before the object's conditions as they stand: while links are being made, what was known
   *     is better than nothing
   */
  static Judgement of(GatewayState state, Verdict verdict, List<Condition> before) {
    if (!verdict.carried() && verdict.good()) {
      return NOTHING_TO_DO;
    }
    if (!verdict.carried()) {
      return left(verdict);
    }
    if (state.held() && verdict.key().kind() == Kind.LlmGateway) {
      return Judgement.no(
          Reason.SnapshotHeld,
          "More than half of the routes are gone without having been seen to be deleted; the"
              + " proxies keep them for 10 s until the objects were listed again.");
    }
    FleetState fleet = state.fleet();
    Place since = state.since().getOrDefault(verdict.key(), Place.NONE);
    if (!fleet.settled()) {
      return standing(verdict, before)
          .orElseGet(() -> Judgement.unknown(Reason.Pending, "The proxies are being called."));
    }
    int ready = fleet.ready();
    if (ready == 0) {
      return Judgement.no(
          Reason.NoReadyProxy, "No proxy of " + state.gateway() + " is ready to take calls.");
    }
    int serving = fleet.serving(since);
    if (serving == ready) {
      return Judgement.yes(Reason.Programmed, "Served by " + count(serving, ready) + ".");
    }
    return rejection(fleet, since)
        .orElseGet(
            () -> Judgement.no(Reason.Pending, "Served by " + count(serving, ready) + " so far."));
  }

  /** For what is left out of the snapshot, or in it only as a refusal. */
  static Judgement left(Verdict verdict) {
    return verdict.accepted().ok()
        ? Judgement.no(Reason.NotResolved, "No proxy runs by it: see ResolvedRefs.")
        : Judgement.no(Reason.NotAccepted, "No proxy runs by it: see Accepted.");
  }

  private static String count(int some, int all) {
    return some + " of " + all + " ready proxies";
  }

  private static Optional<Judgement> standing(Verdict verdict, List<Condition> before) {
    return before.stream()
        .filter(c -> c.type().equals(ConditionType.Programmed.name()))
        .filter(c -> Long.valueOf(verdict.generation()).equals(c.observedGeneration()))
        .map(c -> new Judgement(ConditionStatus.valueOf(c.status()), c.reason(), c.message()))
        .findFirst();
  }

  private static Optional<Judgement> rejection(FleetState fleet, Place since) {
    return fleet
        .counted()
        .filter(member -> !member.serves(since, fleet.digest()))
        .filter(member -> !member.view().rejected().isEmpty())
        .findFirst()
        .map(
            member -> {
              Acknowledgement.Problem problem = member.view().rejected().getFirst();
              return Judgement.no(
                  Reason.SnapshotRejected,
                  "proxy %s keeps its last snapshot: %s: %s"
                      .formatted(member.view().proxy().name(), problem.path(), problem.message()));
            });
  }
}

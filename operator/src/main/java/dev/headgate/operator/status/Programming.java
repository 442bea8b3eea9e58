package dev.headgate.operator.status;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionStatus;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the proxies run by an object: true when at least one proxy is ready and every ready one
 * that is not about to stop has acknowledged a snapshot compiled from the object's present
 * generation or a later one. That one of them no longer answers is said by the gateway alone: it
 * still serves what it has, and a thousand routes are not rewritten for one lost proxy.
 */
final class Programming {
  /** For what no proxy needs: a backend without a route, a firewall, a drill. */
  static final Judgement NOTHING_TO_DO =
      Judgement.yes(Reason.Programmed, "No proxy needs it now: nothing has to be programmed.");

  /**
   * The same whatever the number of proxies: else each pod that comes or goes would be written into
   * every object's status.
   */
  private static final Judgement SERVED =
      Judgement.yes(Reason.Programmed, "Every ready proxy serves it.");

  /** More names help nobody, and a message may not grow with the fleet. */
  private static final int MAX_NAMED = 5;

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
    if (fleet.ready() == 0) {
      return Judgement.no(
          Reason.NoReadyProxy, "No proxy of " + state.gateway() + " is ready to take calls.");
    }
    if (verdict.key().kind() == Kind.LlmGateway) {
      return gateway(state, since);
    }
    if (fleet.acknowledged(since)) {
      return SERVED;
    }
    return rejection(fleet, since)
        .orElseGet(
            () ->
                Judgement.no(
                    Reason.Pending,
                    "Not every ready proxy serves it yet: gateway %s says which."
                        .formatted(state.gateway())));
  }

  /** The one status that counts proxies and names them, and follows whether they answer. */
  private static Judgement gateway(GatewayState state, Place since) {
    FleetState fleet = state.fleet();
    List<Member> lacking = lacking(fleet, since);
    if (!lacking.isEmpty()) {
      return rejection(fleet, since)
          .orElseGet(
              () ->
                  Judgement.no(
                      Reason.Pending,
                      "Served by %d of %d ready proxies; not by %s."
                          .formatted(
                              fleet.ready() - lacking.size(), fleet.ready(), names(lacking))));
    }
    Place wanted = state.wantedPlace();
    List<Member> behind = wanted == null ? List.of() : lacking(fleet, wanted);
    return behind.isEmpty()
        ? SERVED
        : Judgement.yes(
            Reason.Programmed,
            "Every ready proxy serves it; the newest snapshot is not served by %s."
                .formatted(names(behind)));
  }

  private static List<Member> lacking(FleetState fleet, Place place) {
    return fleet.counted().filter(member -> !member.serves(place, fleet.digest())).toList();
  }

  private static String names(List<Member> members) {
    String first =
        members.stream().limit(MAX_NAMED).map(Programming::name).collect(Collectors.joining(", "));
    return members.size() > MAX_NAMED ? first + " and others" : first;
  }

  private static String name(Member member) {
    boolean answers = member.view().contact() == ProxyView.Contact.Connected;
    return member.view().proxy().name() + (answers ? "" : " (does not answer)");
  }

  /** For what is left out of the snapshot, or in it only as a refusal. */
  static Judgement left(Verdict verdict) {
    return verdict.accepted().ok()
        ? Judgement.no(Reason.NotResolved, "No proxy runs by it: see ResolvedRefs.")
        : Judgement.no(Reason.NotAccepted, "No proxy runs by it: see Accepted.");
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
        .filter(member -> !member.acknowledged(since, fleet.digest()))
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

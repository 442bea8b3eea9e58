package dev.headgate.operator.gitops;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Report;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyEndpoint;
import dev.headgate.operator.push.ProxyView;
import dev.headgate.operator.status.FleetState;
import dev.headgate.operator.status.Member;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One gateway's only proxy, in each state that an object's status depends on. */
enum RecordedFleet {
  /** There is none. */
  NONE,
  /** It serves what is wanted, and nothing is wrong. */
  SERVING,
  /** It serves an older snapshot. */
  BEHIND,
  /** It does not take the new snapshot. */
  REJECTING,
  /** Its provider answers its credential with 401. */
  REFUSED_BY_PROVIDER,
  /** Its circuit to every model is open. */
  OPEN,
  /** The same, because someone said so. */
  FORCED_OPEN;

  static final Place WANTED = new Place(3, 5);

  private static final Place OLD = new Place(3, 4);
  private static final String DIGEST = "sha256:" + "5".repeat(64);
  private static final long SINCE = RecordedWorld.NOW.minusSeconds(20).toEpochMilli();

  FleetState state() {
    return new FleetState(
        switch (this) {
          case NONE -> List.of();
          case SERVING -> List.of(member(WANTED, List.of(), List.of(), List.of()));
          case BEHIND -> List.of(member(OLD, List.of(), List.of(), List.of()));
          case REJECTING ->
              List.of(
                  member(
                      OLD,
                      List.of(
                          new Acknowledgement.Problem(
                              "routes[0].strategy", "Unknown", "no strategy Psychic")),
                      List.of(),
                      List.of()));
          case REFUSED_BY_PROVIDER ->
              List.of(
                  member(
                      WANTED,
                      List.of(),
                      List.of(),
                      List.of(new Report.Credential("ai/one", SINCE, 401, "invalid_api_key"))));
          case OPEN -> List.of(open("ConsecutiveFailures", SINCE + 60_000));
          case FORCED_OPEN -> List.of(open("Forced", null));
        },
        DIGEST);
  }

  private static Member open(String reason, @Nullable Long nextProbeMs) {
    return member(
        WANTED,
        List.of(),
        List.of("big", "small").stream()
            .map(
                model ->
                    new Report.Circuit(
                        "ai/one", model, Report.CircuitState.Open, SINCE, reason, nextProbeMs))
            .toList(),
        List.of());
  }

  private static Member member(
      Place place,
      List<Acknowledgement.Problem> rejected,
      List<Report.Circuit> circuits,
      List<Report.Credential> credentials) {
    String digest = place.equals(WANTED) ? DIGEST : "sha256:" + "4".repeat(64);
    Report report =
        new Report(
            "main-0",
            1,
            place.epoch(),
            place.sequence(),
            digest,
            false,
            new Report.Redis(Report.RedisState.Connected, List.of()),
            circuits,
            List.of(),
            credentials);
    return new Member(
        new ProxyView(
            new ProxyEndpoint("main-0", URI.create("https://10.0.0.1:8444")),
            ProxyView.Contact.Connected,
            place,
            digest,
            rejected,
            report),
        true,
        false);
  }
}

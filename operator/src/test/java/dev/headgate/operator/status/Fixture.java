package dev.headgate.operator.status;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Report;
import dev.headgate.contract.Snapshot;
import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Check;
import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.Expiries;
import dev.headgate.operator.compile.Facts;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyEndpoint;
import dev.headgate.operator.push.ProxyView;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proxies, verdicts and boards in one line each. */
final class Fixture {
  static final ObjectKey GATEWAY = new ObjectKey(Kind.LlmGateway, "ai", "main");
  static final ObjectKey ROUTE = new ObjectKey(Kind.LlmRoute, "ai", "chat");
  static final ObjectKey BACKEND = new ObjectKey(Kind.ProviderBackend, "ai", "openai");
  static final ObjectKey BUDGET = new ObjectKey(Kind.TokenBudget, "ai", "daily");
  static final Place WANTED = new Place(3, 5);

  private Fixture() {}

  static Verdict good(ObjectKey key, long generation) {
    return good(key, generation, null);
  }

  static Verdict good(ObjectKey key, long generation, @Nullable Facts facts) {
    return good(key, generation, facts, Expiries.NONE);
  }

  static Verdict good(ObjectKey key, long generation, @Nullable Facts facts, Expiries expiries) {
    return new Verdict(
        key, generation, Check.OK, Check.OK, Check.OK, List.of(), List.of(), true, facts, expiries);
  }

  static Verdict refused(ObjectKey key, long generation, Reason reason) {
    return new Verdict(
        key,
        generation,
        new Check(false, reason, "spec.x: does not work"),
        Check.OK,
        Check.OK,
        List.of(),
        List.of(),
        false,
        null,
        Expiries.NONE);
  }

  static Member serving(String name, Place place) {
    return new Member(view(name, place, List.of(), report(name, place)), true, false);
  }

  static Member rejecting(String name, Place place) {
    return new Member(
        view(
            name,
            place,
            List.of(new Acknowledgement.Problem("routes[0]", "Broken", "no such thing")),
            report(name, place)),
        true,
        false);
  }

  static Member reporting(String name, Report report) {
    return new Member(view(name, Place.of(report), List.of(), report), true, false);
  }

  static ProxyView view(
      String name, Place place, List<Acknowledgement.Problem> rejected, @Nullable Report report) {
    return new ProxyView(
        new ProxyEndpoint(name, URI.create("https://10.0.0.1:8444")),
        ProxyView.Contact.Connected,
        place,
        "sha256:" + place,
        rejected,
        report);
  }

  static Report report(String name, Place place, Report.Circuit... circuits) {
    return new Report(
        name,
        1,
        place.epoch(),
        place.sequence(),
        "sha256:" + place,
        false,
        null,
        List.of(circuits),
        List.of(),
        List.of());
  }

  static Board board(List<Member> members, Verdict... verdicts) {
    return board(new FleetState(members, "sha256:" + WANTED), WANTED, verdicts);
  }

  /** All verdicts' objects are carried since that place. */
  static Board board(FleetState fleet, Place since, Verdict... verdicts) {
    Map<ObjectKey, Verdict> byKey =
        Arrays.stream(verdicts).collect(Collectors.toMap(Verdict::key, v -> v));
    Map<ObjectKey, Place> places =
        byKey.keySet().stream().collect(Collectors.toMap(key -> key, key -> since));
    GatewayState state =
        new GatewayState(
            new NamespacedName("ai", "main"),
            new Compilation(snapshot(), byKey, null),
            WANTED,
            places,
            fleet,
            new Persistence.Stored(),
            "main.ai.svc",
            null,
            false);
    Map<ObjectKey, Long> looked =
        byKey.values().stream().collect(Collectors.toMap(Verdict::key, Verdict::generation));
    return new Board(looked, Map.of(), List.of(state), null);
  }

  private static Snapshot snapshot() {
    return new Snapshot(
        1,
        1,
        WANTED.epoch(),
        WANTED.sequence(),
        "sha256:" + WANTED,
        new Gateway(
            "ai/main",
            null,
            null,
            true,
            new Gateway.Limits(1, 1, 1, 1, 1, 1, 1, 1),
            new Gateway.Upstreams(List.of()),
            "USD",
            15),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}

package dev.headgate.operator.status;

import static dev.headgate.operator.status.Fixture.BACKEND;
import static dev.headgate.operator.status.Fixture.BUDGET;
import static dev.headgate.operator.status.Fixture.GATEWAY;
import static dev.headgate.operator.status.Fixture.ROUTE;
import static dev.headgate.operator.status.Fixture.WANTED;
import static dev.headgate.operator.status.Fixture.board;
import static dev.headgate.operator.status.Fixture.good;
import static dev.headgate.operator.status.Fixture.refused;
import static dev.headgate.operator.status.Fixture.rejecting;
import static dev.headgate.operator.status.Fixture.report;
import static dev.headgate.operator.status.Fixture.reporting;
import static dev.headgate.operator.status.Fixture.serving;
import static dev.headgate.operator.status.Fixture.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.CircuitState;
import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.Reason;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.backend.CircuitStatus;
import dev.headgate.crds.backend.ProviderBackendStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import dev.headgate.crds.gateway.LlmGatewayStatus;
import dev.headgate.crds.route.LlmRouteStatus;
import dev.headgate.operator.compile.Facts;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyView;
import dev.headgate.operator.push.ProxyView.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Place OLD = new Place(3, 4);

  static Stream<Arguments> fleets() {
    Member gone = new Member(view("c", OLD, List.of(), null), true, true);
    Member unready = new Member(view("c", OLD, List.of(), null), false, false);
    Member lost = lost("c", WANTED);
    Member silent = lost("c", OLD);
    return Stream.of(
        Arguments.of("nobody", List.of(), "False/NoReadyProxy", "False/NotProgrammed"),
        Arguments.of(
            "only an unready one", List.of(unready), "False/NoReadyProxy", "False/NotProgrammed"),
        Arguments.of(
            "both serve it",
            List.of(serving("a", WANTED), serving("b", WANTED)),
            "True/Programmed",
            "True/Ready"),
        Arguments.of(
            "one serves a later one",
            List.of(serving("a", new Place(4, 1))),
            "True/Programmed",
            "True/Ready"),
        Arguments.of(
            "one is behind",
            List.of(serving("a", WANTED), serving("b", OLD)),
            "False/Pending",
            "False/NotProgrammed"),
        Arguments.of(
            "the one behind is going",
            List.of(serving("a", WANTED), gone),
            "True/Programmed",
            "True/Ready"),
        Arguments.of(
            "the one behind takes no calls",
            List.of(serving("a", WANTED), unready),
            "True/Programmed",
            "True/Ready"),
        Arguments.of(
            "one has acknowledged it and no longer answers",
            List.of(serving("a", WANTED), lost),
            "True/Programmed",
            "True/Ready"),
        Arguments.of(
            "one stopped answering before it acknowledged it",
            List.of(serving("a", WANTED), silent),
            "False/Pending",
            "False/NotProgrammed"),
        Arguments.of(
            "one refuses it",
            List.of(serving("a", WANTED), rejecting("b", OLD)),
            "False/SnapshotRejected",
            "False/NotProgrammed"));
  }

  private static Member lost(String name, Place place) {
    ProxyView view = view(name, place, List.of(), null);
    return new Member(
        new ProxyView(view.proxy(), Contact.Lost, place, view.digest(), List.of(), null),
        true,
        false);
  }

  static Stream<Arguments> fleetsOfGateways() {
    return Stream.of(
        Arguments.of(
            List.of(serving("a", WANTED), serving("b", WANTED)),
            "True/Programmed",
            "Every ready proxy serves it."),
        Arguments.of(
            List.of(serving("a", WANTED), lost("b", WANTED)),
            "False/Pending",
            "Served by 1 of 2 ready proxies; not by b (does not answer)."),
        Arguments.of(
            List.of(serving("a", WANTED), serving("b", OLD)),
            "True/Programmed",
            "Every ready proxy serves it; the newest snapshot is not served by b."),
        Arguments.of(
            Stream.of("a", "b", "c", "d", "e", "f").map(name -> lost(name, OLD)).toList(),
            "False/Pending",
            "Served by 0 of 6 ready proxies; not by a (does not answer), b (does not answer), c"
                + " (does not answer), d (does not answer), e (does not answer) and others."));
  }

  @ParameterizedTest
  @MethodSource("fleetsOfGateways")
  void aGatewayNamesTheProxiesThatLackSomething(
      List<Member> members, String programmed, String message) {
    Board board = board(new FleetState(members, "sha256:" + WANTED), OLD, good(GATEWAY, 2));

    KindStatus status = of(GATEWAY, 2, null, board);

    assertThat(condition(status, ConditionType.Programmed)).isEqualTo(programmed);
    assertThat(status.condition(ConditionType.Programmed))
        .map(Condition::message)
        .hasValue(message);
  }

  @Test
  void aProxyThatComesChangesNoStatusButItsGateways() {
    KindStatus two =
        of(
            ROUTE,
            2,
            null,
            board(List.of(serving("a", WANTED), serving("b", WANTED)), good(ROUTE, 2)));
    KindStatus one = of(ROUTE, 2, null, board(List.of(serving("a", WANTED)), good(ROUTE, 2)));

    assertThat(SameStatus.same(one, two)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fleets")
  void programmedFollowsTheProxiesThatTakeCalls(
      String fleet, List<Member> members, String programmed, String ready) {
    KindStatus status = of(ROUTE, 2, null, board(members, good(ROUTE, 2)));

    assertThat(condition(status, ConditionType.Programmed)).isEqualTo(programmed);
    assertThat(condition(status, ConditionType.Ready)).isEqualTo(ready);
    assertThat(status.observedGeneration()).isEqualTo(2);
  }

  @Test
  void anObjectWhoseFormIsUnchangedStaysProgrammedWhileOthersArePushed() {
    FleetState fleet = new FleetState(List.of(serving("a", new Place(3, 2))), "sha256:" + WANTED);

    KindStatus status = of(ROUTE, 1, null, board(fleet, new Place(3, 1), good(ROUTE, 1)));

    assertThat(condition(status, ConditionType.Programmed)).isEqualTo("True/Programmed");
  }

  @Test
  void onFirstSightReadyIsUnknownAndNothingElseIsSaid() {
    KindStatus status = of(ROUTE, 1, null, Board.EMPTY);

    assertThat(status.conditions())
        .extracting(c -> c.type() + "=" + c.status())
        .containsExactly("Ready=Unknown");
  }

  @Test
  void anEditThatWasNotLookedAtYetKeepsTheStatusAsItIs() {
    Board board = board(List.of(serving("a", WANTED)), good(ROUTE, 1));
    KindStatus first = of(ROUTE, 1, null, board);

    assertThat(Statuses.of(ROUTE, 2, first, board, NOW)).isEmpty();
  }

  @Test
  void aRefusedObjectIsStalledAndTheReasonIsCompiles() {
    KindStatus status =
        of(
            ROUTE,
            1,
            null,
            board(List.of(serving("a", WANTED)), refused(ROUTE, 1, Reason.NoTranslator)));

    assertThat(condition(status, ConditionType.Accepted)).isEqualTo("False/NoTranslator");
    assertThat(condition(status, ConditionType.Stalled)).isEqualTo("True/NoTranslator");
    assertThat(condition(status, ConditionType.Programmed)).isEqualTo("False/NotAccepted");
    assertThat(condition(status, ConditionType.Ready)).isEqualTo("False/NotAccepted");
  }

  @Test
  void aConditionThatStaysKeepsItsTimeAndOneThatTurnsGetsANewOne() {
    Board behind = board(List.of(serving("a", OLD)), good(ROUTE, 1));
    KindStatus first = of(ROUTE, 1, null, behind);
    Instant later = NOW.plus(Duration.ofMinutes(5));

    KindStatus second =
        Statuses.of(ROUTE, 1, first, board(List.of(serving("a", WANTED)), good(ROUTE, 1)), later)
            .orElseThrow();

    assertThat(time(second, ConditionType.Accepted)).isEqualTo(NOW);
    assertThat(time(second, ConditionType.Programmed)).isEqualTo(later);
  }

  @Test
  void whileLinksAreMadeWhatWasKnownStays() {
    KindStatus before = of(ROUTE, 1, null, board(List.of(serving("a", WANTED)), good(ROUTE, 1)));
    FleetState calling =
        new FleetState(List.of(serving("a", WANTED), connecting("b")), "sha256:" + WANTED);

    KindStatus after = of(ROUTE, 1, before, board(calling, WANTED, good(ROUTE, 1)));
    KindStatus fresh = of(ROUTE, 1, null, board(calling, WANTED, good(ROUTE, 1)));

    assertThat(condition(after, ConditionType.Programmed)).isEqualTo("True/Programmed");
    assertThat(condition(fresh, ConditionType.Programmed)).isEqualTo("Unknown/Pending");
    assertThat(condition(fresh, ConditionType.Ready)).isEqualTo("Unknown/NotProgrammed");
  }

  @Test
  void theSchemasDefaultIsNoTransitionOfOurs() {
    Condition unseen =
        new Condition(
            "Ready", "Unknown", "Reconciling", "-", null, Timestamp.of(Instant.ofEpochMilli(0)));
    KindStatus before = new LlmRouteStatus(null, List.of(unseen), List.of(), List.of(), List.of());
    FleetState calling = new FleetState(List.of(connecting("b")), "sha256:" + WANTED);

    KindStatus after = of(ROUTE, 1, before, board(calling, WANTED, good(ROUTE, 1)));

    assertThat(condition(after, ConditionType.Ready)).isEqualTo("Unknown/NotProgrammed");
    assertThat(time(after, ConditionType.Ready)).isEqualTo(NOW);
    assertThat(Statuses.of(ROUTE, 1, before, Board.EMPTY, NOW)).isEmpty();
  }

  @Test
  void aKindThatCannotBeListedLeavesEverythingButReady() {
    KindStatus before = of(ROUTE, 1, null, board(List.of(serving("a", WANTED)), good(ROUTE, 1)));
    Board blind = new Board(Map.of(), Map.of(), List.of(), "TokenBudget: forbidden");

    KindStatus after = of(ROUTE, 1, before, blind);

    assertThat(condition(after, ConditionType.Ready)).isEqualTo("Unknown/ListFailed");
    assertThat(condition(after, ConditionType.Programmed)).isEqualTo("True/Programmed");
  }

  @Test
  void circuitsAreMergedByModelAndTheWorstStateCounts() {
    Board board =
        board(
            List.of(
                reporting("a", report("a", WANTED, circuit(CircuitState.Open, 2_000L, 62_000L))),
                reporting("b", report("b", WANTED, circuit(CircuitState.Closed, 1_000L, null)))),
            good(BACKEND, 1));

    ProviderBackendStatus status = (ProviderBackendStatus) of(BACKEND, 1, null, board);

    CircuitStatus circuit = status.gateways().getFirst().circuits().getFirst();
    assertThat(circuit.model()).isEqualTo("gpt-5");
    assertThat(circuit.state().name()).isEqualTo("Open");
    assertThat(circuit.proxiesOpen()).isEqualTo(1);
    assertThat(circuit.proxies()).isEqualTo(2);
    assertThat(circuit.reason()).isEqualTo("ConsecutiveFailures");
    assertThat(circuit.since()).hasToString("1970-01-01T00:00:02Z");
    assertThat(circuit.nextProbe()).hasToString("1970-01-01T00:01:02Z");
  }

  @Test
  void aRouteWhoseEveryTargetIsOpenEverywhereHasNoTarget() {
    Facts.OfRoute facts =
        new Facts.OfRoute(
            List.of(),
            List.of(
                new Facts.TargetState(1, new NamespacedName("ai", "openai"), "gpt-5", true, null)));
    Report.Circuit open = circuit(CircuitState.Open, 2_000L, 62_000L);
    Member a = reporting("a", report("a", WANTED, open));
    Member b = reporting("b", report("b", WANTED, open));
    Member closed = reporting("b", report("b", WANTED));

    LlmRouteStatus dark =
        (LlmRouteStatus) of(ROUTE, 1, null, board(List.of(a, b), good(ROUTE, 1, facts)));
    KindStatus half = of(ROUTE, 1, null, board(List.of(a, closed), good(ROUTE, 1, facts)));

    assertThat(condition(dark, ConditionType.Ready)).isEqualTo("False/NoTarget");
    assertThat(dark.targets().getFirst().reason()).isEqualTo("CircuitOpen");
    assertThat(condition(half, ConditionType.Ready)).isEqualTo("True/Ready");
  }

  @Test
  void aBudgetShowsTheFullestCounterInBands() {
    Report a = withBudget(report("a", WANTED), 85, 80);
    Report b = withBudget(report("b", WANTED), 40, null);

    TokenBudgetStatus status =
        (TokenBudgetStatus)
            of(
                BUDGET,
                1,
                null,
                board(List.of(reporting("a", a), reporting("b", b)), good(BUDGET, 1)));

    assertThat(status.limits().getFirst().remainingPercentBand()).isEqualTo(15);
    assertThat(status.limits().getFirst().threshold()).isEqualTo(80);
  }

  @Test
  void aGatewayCountsItsProxiesAndSaysWhatIsNotBounded() {
    Facts.OfGateway facts = new Facts.OfGateway(3, 2, 4, 1, null, List.of("shop"));

    LlmGatewayStatus status =
        (LlmGatewayStatus)
            of(
                GATEWAY,
                1,
                null,
                board(List.of(serving("a", WANTED), serving("b", OLD)), good(GATEWAY, 1, facts)));

    assertThat(status.proxies().ready()).isEqualTo(2);
    assertThat(status.proxies().acknowledged()).isEqualTo(1);
    assertThat(status.objects().refused()).isEqualTo(1);
    assertThat(status.digest()).isEqualTo("sha256:" + WANTED);
    assertThat(status.address()).isEqualTo("main.ai.svc");
    assertThat(status.redis()).isNull();
    assertThat(condition(status, ConditionType.UnboundedSpend)).isEqualTo("True/NoBudget");
    assertThat(condition(status, ConditionType.SnapshotPersisted))
        .isEqualTo("True/SnapshotPersisted");
  }

  @Test
  void theOrderOfListsOfObjectsMakesNoDifference() {
    Board board = board(List.of(serving("a", WANTED)), good(ROUTE, 1));
    LlmRouteStatus status = (LlmRouteStatus) of(ROUTE, 1, null, board);
    LlmRouteStatus turned =
        new LlmRouteStatus(
            status.observedGeneration(),
            status.conditions().reversed(),
            status.problems(),
            status.dialects(),
            status.targets());

    assertThat(SameStatus.same(status, turned)).isTrue();
    assertThat(
            SameStatus.same(
                status, of(ROUTE, 1, null, board(List.of(serving("a", OLD)), good(ROUTE, 1)))))
        .isFalse();
  }

  @Test
  void transitionsAreToldOnceAndStandingStatesNever() {
    KindStatus pending = of(ROUTE, 1, null, board(List.of(serving("a", OLD)), good(ROUTE, 1)));
    KindStatus there = of(ROUTE, 1, null, board(List.of(serving("a", WANTED)), good(ROUTE, 1)));
    KindStatus refused = of(ROUTE, 1, null, board(List.of(), refused(ROUTE, 1, Reason.Invalid)));
    KindStatus dark = of(ROUTE, 1, null, board(List.of(), good(ROUTE, 1)));

    assertThat(reasons(there, dark)).isEmpty();
    assertThat(reasons(dark, there)).isEmpty();
    assertThat(reasons(null, pending)).isEmpty();
    assertThat(reasons(pending, there)).containsExactly("Programmed");
    assertThat(reasons(there, there)).isEmpty();
    assertThat(reasons(there, refused)).containsExactly("ConfigRejected", "NotProgrammed");
    assertThat(reasons(refused, there)).containsExactly("ConfigAccepted", "Programmed");
  }

  @Test
  void aCircuitThatOpensAndClosesIsTold() {
    Report.Circuit open = circuit(CircuitState.Open, 2_000L, 62_000L);
    KindStatus closed =
        of(BACKEND, 1, null, board(List.of(reporting("a", report("a", WANTED))), good(BACKEND, 1)));
    KindStatus opened =
        of(
            BACKEND,
            1,
            null,
            board(List.of(reporting("a", report("a", WANTED, open))), good(BACKEND, 1)));
    KindStatus again =
        of(
            BACKEND,
            1,
            null,
            board(
                List.of(
                    reporting(
                        "a", report("a", WANTED, circuit(CircuitState.Closed, 9_000L, null)))),
                good(BACKEND, 1)));

    assertThat(reasons(closed, opened)).containsExactly("CircuitOpened");
    assertThat(reasons(opened, again)).containsExactly("CircuitClosed");
  }

  static Stream<Arguments> credentials() {
    Report refused = refusing(report("a", WANTED), "ai/openai");
    return Stream.of(
        Arguments.of("no proxy is refused", List.of(serving("a", WANTED)), "True/Ready"),
        Arguments.of(
            "another backend's is refused",
            List.of(reporting("a", refusing(report("a", WANTED), "ai/other"))),
            "True/Ready"),
        Arguments.of(
            "one proxy of two is refused",
            List.of(reporting("a", refused), serving("b", WANTED)),
            "False/CredentialRejected"),
        Arguments.of(
            "what is not programmed says so first",
            List.of(reporting("a", refused), serving("b", OLD)),
            "False/NotProgrammed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("credentials")
  void aBackendWhoseCredentialAnyProxyIsRefusedIsNotReady(
      String fleet, List<Member> members, String ready) {
    ProviderBackendStatus status =
        (ProviderBackendStatus) of(BACKEND, 1, null, board(members, good(BACKEND, 1)));

    assertThat(condition(status, ConditionType.Ready)).isEqualTo(ready);
    assertThat(status.gateways().getFirst().conditions())
        .filteredOn(condition -> condition.type().equals("Ready"))
        .extracting(condition -> condition.status() + "/" + condition.reason())
        .containsExactly(ready);
  }

  @Test
  void aRefusedCredentialIsToldWithTheProvidersCodeAndItsEndToo() {
    Board refused =
        board(
            List.of(reporting("a", refusing(report("a", WANTED), "ai/openai"))), good(BACKEND, 1));
    KindStatus well = of(BACKEND, 1, null, board(List.of(serving("a", WANTED)), good(BACKEND, 1)));
    KindStatus ill = of(BACKEND, 1, well, refused);

    assertThat(ill.condition(ConditionType.Ready).orElseThrow().message())
        .contains("401 (invalid_api_key) since 1970-01-01T00:00:02Z, seen by 1 of 1 proxies");
    assertThat(reasons(well, ill)).containsExactly("CredentialRejected");
    assertThat(reasons(ill, ill)).isEmpty();
    assertThat(reasons(ill, well)).containsExactly("CredentialAccepted");
  }

  private static Report refusing(Report report, String backend) {
    return new Report(
        report.proxy(),
        report.version(),
        report.epoch(),
        report.sequence(),
        report.digest(),
        report.draining(),
        report.redis(),
        report.circuits(),
        report.budgets(),
        List.of(new Report.Credential(backend, 2_000, 401, "invalid_api_key")));
  }

  private static Member connecting(String name) {
    ProxyView view = view(name, Place.NONE, List.of(), null);
    return new Member(
        new ProxyView(view.proxy(), Contact.Connecting, Place.NONE, null, List.of(), null),
        true,
        false);
  }

  private static List<String> reasons(@Nullable KindStatus before, KindStatus after) {
    return Notices.between(before, after).stream().map(Notice::reason).toList();
  }

  private static Report.Circuit circuit(
      CircuitState state, long sinceMs, @Nullable Long nextProbeMs) {
    return new Report.Circuit(
        "ai/openai", "gpt-5", state, sinceMs, "ConsecutiveFailures", nextProbeMs);
  }

  private static Report withBudget(Report report, int used, @Nullable Integer threshold) {
    return new Report(
        report.proxy(),
        report.version(),
        report.epoch(),
        report.sequence(),
        report.digest(),
        report.draining(),
        report.redis(),
        report.circuits(),
        List.of(new Report.Watermark("ai/daily", "day", used, threshold, null)),
        report.credentials());
  }

  private static KindStatus of(
      ObjectKey key, long generation, @Nullable KindStatus previous, Board board) {
    return Statuses.of(key, generation, previous, board, NOW).orElseThrow();
  }

  private static String condition(KindStatus status, ConditionType type) {
    return status
        .condition(type)
        .map(condition -> condition.status() + "/" + condition.reason())
        .orElse("none");
  }

  private static Instant time(KindStatus status, ConditionType type) {
    return status.condition(type).map(Condition::lastTransitionTime).orElseThrow().instant();
  }
}

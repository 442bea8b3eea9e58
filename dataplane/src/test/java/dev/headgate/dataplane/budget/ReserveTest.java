package dev.headgate.dataplane.budget;

import static dev.headgate.dataplane.budget.Given.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Unit;
import dev.headgate.contract.Budget.Window;
import dev.headgate.contract.Consumers;
import dev.headgate.contract.Refusal;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.terms.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call of {@link Given#call} holds 2,000,000 nanos, 1,100 tokens, of which 1,000 are input and
 * 100 output.
 */
@ParameterizedClass
@MethodSource("binaries")
class ReserveTest {
  static Stream<Path> binaries() {
    return RedisProcess.binaries();
  }

  @Parameter Path binary;
  private Store store;

  @BeforeEach
  void start() {
    store = new Store(binary);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void whatWasUsedIsChargedAndTheRestIsGivenBack() {
    var loop = store.loop(daily(Scope.Tenant, 10_000_000));

    var granted = loop.grant(call("a"));
    assertThat(granted.outputCap()).isEqualTo(100);
    assertThat(granted.lowered()).isFalse();
    assertThat(granted.binding())
        .extracting(
            BudgetState::budget, BudgetState::used, BudgetState::remaining, BudgetState::percent)
        .containsExactly("day", 2_000_000L, 8_000_000L, 20);
    assertThat(store.books().held("tenant", "ai/day/day")).isEqualTo(2_000_000);

    assertThat(settle(loop, granted, new Usage(900, 0, 0, 0, 10, 0))).isEqualTo(1_000_000);
    assertThat(usage(loop)).containsExactly(tuple("day", 1_000_000L, 0L));
    assertThat(store.books().ledger("kind")).containsExactly("real");
    assertThat(store.books().ledger("tokens")).containsExactly("900,0,0,0,10,0");
    store.books().balance();
  }

  @Test
  void aReleasedHoldLeavesNothing() {
    var loop = store.loop(daily(Scope.Tenant, 10_000_000));
    var granted = loop.grant(call("a"));

    loop.run(granted.hold()::release);
    loop.quiet();

    assertThat(usage(loop)).containsExactly(tuple("day", 0L, 0L));
    assertThat(store.books().ledger("kind")).isEmpty();
  }

  @Test
  void theNextAttemptFindsTheRoomThatTheFailedOneHeld() {
    var loop = store.loop(daily(Scope.Tenant, 2_000_000));
    var first = loop.grant(call("a"));

    var second =
        Loop.join(
            loop.later(
                () -> {
                  first.hold().release();
                  return loop.budgets().reserve(call("a", call -> call.attempt = 2));
                }));

    assertThat(second)
        .isInstanceOfSatisfying(
            HoldDecision.Granted.class,
            granted -> {
              assertThat(granted.outputCap()).isEqualTo(100);
              assertThat(granted.lowered()).isFalse();
            });
    assertThat(store.books().held("tenant", "ai/day/day")).isEqualTo(2_000_000);
  }

  @Test
  void aHoldTakesItsFirstOutcomeAndIgnoresLaterOnes() {
    var loop = store.loop(daily(Scope.Tenant, 10_000_000));
    var hold = loop.grant(call("a")).hold();

    loop.run(
        () -> {
          hold.dispatched();
          hold.settle(new Usage(500, 0, 0, 0, 0, 0));
          hold.release();
          hold.settleEstimated();
        });
    loop.quiet();

    assertThat(usage(loop)).containsExactly(tuple("day", 500_000L, 0L));
    store.books().balance();
  }

  @Test
  void anAnswerWithoutUsageIsChargedWholeAndMarked() {
    var loop = store.loop(daily(Scope.Tenant, 10_000_000));
    var granted = loop.grant(call("a"));

    assertThat(loop.on(granted.hold()::settleEstimated)).isEqualTo(2_000_000);
    loop.quiet();

    assertThat(usage(loop)).containsExactly(tuple("day", 2_000_000L, 0L));
    assertThat(store.books().ledger("kind")).containsExactly("estimated");
  }

  @ParameterizedTest
  @CsvSource({
    // cap asked, limit, cap granted: 1,000,000 nanos of input and 10,000 for each token of output
    "100, 2000000, 100",
    "100, 1999999, 99",
    "100, 1500000, 50",
    "100, 1100000, 10",
    "100, 1099999, -1",
    "5, 1050000, 5",
    "5, 1040000, -1",
    "0, 82920000, 8192",
    "0, 2000000, 100",
  })
  void theCapIsLoweredToWhatTheBudgetAffordsIfThatIsWorthAnything(
      int asked, long limit, int expected) {
    var loop = store.loop(daily(Scope.Tenant, limit));
    var request = new Given.Call();
    request.cap = asked;

    var decision = loop.reserve(request.request("a"));

    if (expected < 0) {
      assertThat(decision).isInstanceOf(HoldDecision.Denied.class);
      assertThat(store.books().liveHolds()).isZero();
    } else {
      assertThat(decision).isInstanceOf(HoldDecision.Granted.class);
      var granted = (HoldDecision.Granted) decision;
      assertThat(granted.outputCap()).isEqualTo(expected);
      assertThat(granted.lowered()).isEqualTo(expected < (asked == 0 ? 8192 : asked));
      assertThat(store.books().held("tenant", "ai/day/day"))
          .isEqualTo(1_000_000 + expected * 10_000L);
      loop.run(granted.hold()::settleEstimated);
      assertThat(usage(loop)).containsExactly(tuple("day", 1_000_000 + expected * 10_000L, 0L));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TotalTokens, 1100, true", "TotalTokens, 1009, false",
    "InputTokens, 1000, true", "InputTokens, 999, false",
    "OutputTokens, 100, true", "OutputTokens, 9, false",
  })
  void tokensAreCountedByKind(Unit unit, long limit, boolean fits) {
    var loop =
        store.loop(Given.budget("ai/day", Scope.Tenant, Given.tokens(Window.Hour, unit, limit)));

    var decision = loop.reserve(call("a"));

    assertThat(decision)
        .isInstanceOf(fits ? HoldDecision.Granted.class : HoldDecision.Denied.class);
    if (decision instanceof HoldDecision.Granted granted) {
      settle(loop, granted, new Usage(300, 200, 0, 0, 40, 10));
      long used =
          switch (unit) {
            case TotalTokens -> 540;
            case InputTokens -> 500;
            default -> 40;
          };
      assertThat(usage(loop)).containsExactly(tuple("day", used, 0L));
      store.books().balance();
    }
  }

  @Test
  void eitherEveryLimitHoldsOrNothingIsHeld() {
    var loop =
        store.loop(
            Given.budget(
                "ai/team",
                Scope.Team,
                Given.money(Window.Day, Given.DOLLAR),
                Given.money(Window.Month, Given.DOLLAR),
                Given.tokens(Window.Hour, Unit.TotalTokens, 100_000)),
            Given.budget("ai/user", Scope.User, Given.money(Window.Day, 3_000_000)));
    loop.grant(call("a"));

    var denied = (HoldDecision.Denied) loop.reserve(call("b", c -> c.least = 100));

    assertThat(denied.binding().budget()).isEqualTo("user");
    assertThat(denied.binding().used()).isEqualTo(2_000_000);
    assertThat(denied.need()).isEqualTo(2_000_000);
    var books = store.books();
    assertThat(books.held("team:payments", "ai/team/day")).isEqualTo(2_000_000);
    assertThat(books.held("team:payments", "ai/team/month")).isEqualTo(2_000_000);
    assertThat(books.held("team:payments", "ai/team/TotalTokens")).isEqualTo(1_100);
    assertThat(books.held("user:ann", "ai/user/day")).isEqualTo(2_000_000);
    assertThat(books.liveHolds()).isOne();
    books.balance();
  }

  @Test
  void ofSeveralLimitsThatRefuseTheOneThatIsResetLastIsTold() {
    var loop =
        store.loop(
            Given.budget(
                "ai/tight",
                Scope.Tenant,
                Given.money(Window.Hour, 1),
                Given.money(Window.Month, 1),
                Given.money(Window.Day, 1)));

    var denied = (HoldDecision.Denied) loop.reserve(call("a"));

    assertThat(denied.binding().window()).isEqualTo(Window.Month);
  }

  @ParameterizedTest
  @CsvSource({
    // scope, another tenant, another team, another user, another key, another route: does it share?
    "Tenant,   false, true,  true,  true,  true",
    "Team,     false, false, true,  true,  true",
    "User,     false, true,  false, true,  true",
    "Consumer, false, false, false, true,  true",
    "ApiKey,   false, true,  true,  false, true",
    "Shared,   true,  true,  true,  true,  true",
    "Route,    true,  true,  true,  true,  false",
  })
  void aScopeSharesItsCounterWithNobodyElse(
      Scope scope, boolean tenant, boolean team, boolean user, boolean key, boolean route) {
    var loop = store.loop(daily(scope, 2_000_000));
    loop.grant(call("first"));

    assertThat(shares(loop, c -> c.consumer = Given.consumer("zoo", "payments", "ann")))
        .isEqualTo(tenant);
    assertThat(shares(loop, c -> c.consumer = Given.consumer("shop", "search", "ann")))
        .isEqualTo(team);
    assertThat(shares(loop, c -> c.consumer = Given.consumer("shop", "payments", "bob")))
        .isEqualTo(user);
    assertThat(shares(loop, c -> c.key = "k2")).isEqualTo(key);
    assertThat(shares(loop, c -> c.route = "ai/code")).isEqualTo(route);
    assertThat(shares(loop, c -> c.input = 1000)).isTrue();
  }

  @Test
  void callersWithoutATeamShareOneCounter() {
    var loop = store.loop(daily(Scope.Team, 2_000_000));
    loop.grant(call("a", c -> c.consumer = Given.consumer("shop", null, "ann")));

    assertThat(shares(loop, c -> c.consumer = Given.consumer("shop", null, "bob"))).isTrue();
  }

  @Test
  void whatAnEarlierAccountHeldIsGivenBackWhenALaterOneRefuses() {
    var loop = store.loop(daily(Scope.Tenant, Given.DOLLAR), shared("ai/all", 1_050_000));

    assertThat(loop.reserve(call("a")))
        .isInstanceOfSatisfying(
            HoldDecision.Denied.class,
            denied -> assertThat(denied.binding().budget()).isEqualTo("all"));

    // The same attempt asks again for a cheaper target.
    assertThat(loop.reserve(call("a", c -> c.input = 10))).isInstanceOf(HoldDecision.Granted.class);

    loop.await(() -> store.books().held("tenant", "ai/day/day") == 1_010_000);
    assertThat(store.books().liveHolds()).isOne();
  }

  @Test
  void aBudgetOverTenantsIsChargedWithEachTenantsOwn() {
    var loop = store.loop(daily(Scope.Tenant, Given.DOLLAR), shared("ai/all", Given.DOLLAR));

    settle(loop, loop.grant(call("a")), new Usage(1000, 0, 0, 0, 0, 0));

    var all = new Books(store.wire, "hg:ai/main:{b:ai/all}:");
    assertThat(all.settled("shared", "ai/all/day")).isEqualTo(1_000_000);
    assertThat(store.books().settled("tenant", "ai/day/day")).isEqualTo(1_000_000);
    all.balance();
    store.books().balance();
    assertThat(all.ledger("meta")).singleElement().asString().contains("\"tenant\":\"shop\"");
  }

  @Test
  void onlyCriticalCallsUseTheReserve() {
    var budget = daily(Scope.Tenant, 5_000_000);
    var loop =
        store.loop(
            new Budget(
                budget.id(),
                null,
                budget.selector(),
                budget.scope(),
                budget.timezone(),
                budget.limits(),
                50,
                budget.thresholds(),
                null));
    assertThat(loop.grant(call("a")).binding().percent()).isEqualTo(80);

    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Denied.class);
    var critical = loop.grant(call("c", c -> c.trafficClass = TrafficClass.Critical));
    assertThat(critical.binding().percent()).isEqualTo(80);
    assertThat(critical.binding().amount()).isEqualTo(5_000_000);
  }

  @Test
  void aRequestsAttemptsShareItsLimit() {
    var loop =
        store.loop(Given.budget("ai/req", Scope.Tenant, Given.money(Window.Request, 3_000_000)));
    var first = loop.grant(call("a"));
    settle(loop, first, new Usage(1000, 0, 0, 0, 100, 0));

    assertThat(loop.reserve(call("a", c -> c.attempt = 2)))
        .isInstanceOfSatisfying(
            HoldDecision.Denied.class,
            denied -> assertThat(denied.binding().used()).isEqualTo(2_000_000));
    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Granted.class);
    assertThat(store.books().ledger("cost")).containsExactly("2000000");
  }

  @Test
  void whatARequestCostIsForgottenWithIt() {
    var loop =
        store.loop(Given.budget("ai/req", Scope.Tenant, Given.money(Window.Request, 3_000_000)));
    settle(loop, loop.grant(call("a")), new Usage(1000, 0, 0, 0, 100, 0));

    loop.run(() -> loop.budgets().ended("a"));

    assertThat(loop.grant(call("a", c -> c.attempt = 2)).binding().used()).isEqualTo(2_000_000);
  }

  @Test
  void aCallThatARefusedBudgetSelectsIsNotProgrammed() {
    var refusal = new Refusal("NotSupportedYet", "rolling windows are not built yet");
    var day = daily(Scope.Tenant, Given.DOLLAR);
    var selector =
        new Budget.Selector(Consumers.ALL, List.of("ai/code"), List.of("sm*"), List.of());
    var loop =
        store.loop(
            new Budget(
                "ai/odd", refusal, selector, Scope.Tenant, "UTC", List.of(), 0, List.of(), null),
            day);

    assertThat(loop.reserve(call("a", c -> c.route = "ai/code")))
        .isEqualTo(new HoldDecision.NotProgrammed("ai/odd", refusal));
    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Granted.class);
  }

  @Test
  void moneyCannotBeCountedWithoutAPriceOrInAnotherCurrency() {
    var loop = store.loop(daily(Scope.Tenant, Given.DOLLAR));

    assertThat(loop.reserve(call("a", c -> c.pricing = null)))
        .isInstanceOfSatisfying(
            HoldDecision.NotProgrammed.class,
            no -> assertThat(no.refused().reason()).isEqualTo("NoPrice"));
    var yen = new dev.headgate.contract.Backend.Pricing("JPY", 1, 1, 1, 1, 1, 1, 1);
    assertThat(loop.reserve(call("b", c -> c.pricing = yen)))
        .isInstanceOfSatisfying(
            HoldDecision.NotProgrammed.class,
            no -> assertThat(no.refused().reason()).isEqualTo("NoExchangeRate"));
  }

  @Test
  void withoutABudgetNothingIsAskedAndThePriceIsStillTold() {
    var loop = store.loop(Store.proxy(), Given.snapshot(null));

    var granted = loop.grant(call("a", c -> c.cap = 0));

    assertThat(granted.outputCap()).isZero();
    assertThat(granted.binding()).isNull();
    assertThat(settle(loop, granted, new Usage(100, 0, 0, 0, 5, 0))).isEqualTo(150_000);
  }

  @Test
  void theMarginIsAddedToTheInputEstimateOnly() {
    var loop =
        store.loop(
            Store.proxy(),
            Given.snapshot(
                Given.redis(List.of(store.redis.node())),
                15,
                Given.budget(
                    "ai/day",
                    Scope.Tenant,
                    Given.tokens(Window.Day, Unit.InputTokens, 9999),
                    Given.tokens(Window.Day, Unit.OutputTokens, 9999))));

    loop.grant(call("a", c -> c.input = 1001));

    assertThat(store.books().held("tenant", "ai/day/InputTokens")).isEqualTo(1152);
    assertThat(store.books().held("tenant", "ai/day/OutputTokens")).isEqualTo(100);
  }

  @Test
  void aProxyWhoseClockIsWrongCountsInTheStoresWindows() {
    var right = store.loop(daily(Scope.Tenant, 5_000_000));
    var wrong =
        store.loop(
            Store.proxy(InstantSource.offset(InstantSource.system(), Duration.ofDays(-40))),
            store.snapshot(daily(Scope.Tenant, 5_000_000)));

    wrong.grant(call("a"));
    right.grant(call("b"));

    assertThat(wrong.reserve(call("c"))).isInstanceOf(HoldDecision.Denied.class);
    assertThat(right.reserve(call("d"))).isInstanceOf(HoldDecision.Denied.class);
    assertThat(usage(wrong)).isEqualTo(usage(right)).containsExactly(tuple("day", 0L, 4_000_000L));
  }

  @Test
  void aStoreThatForgotTheScriptsIsToldThemAgain() {
    var loop = store.loop(daily(Scope.Tenant, Given.DOLLAR));
    loop.grant(call("a"));

    store.wire.call("SCRIPT", "FLUSH");

    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Granted.class);
  }

  @Test
  void onlyTheNewestWindowsOfALimitAreKept() {
    var loop = store.loop(daily(Scope.Tenant, Given.DOLLAR));
    var hash = Books.SHOP + "c:tenant";
    for (String old : List.of("D2020-01-01", "D2020-01-02", "D2020-01-03")) {
      store.wire.call("HSET", hash, "ai/day/day:" + old + ":s", "5");
    }
    store.wire.call("HSET", hash, "ai/day/day:w", "D2020-01-03,D2020-01-02,D2020-01-01");

    settle(loop, loop.grant(call("a")), new Usage(1, 0, 0, 0, 0, 0));

    var fields = store.wire.list("HKEYS", hash).stream().map(Objects::toString).toList();
    assertThat(fields)
        .contains("ai/day/day:D2020-01-03:s", "ai/day/day:D2020-01-02:s")
        .doesNotContain("ai/day/day:D2020-01-01:s");
    long ttl = (Long) Objects.requireNonNull(store.wire.call("TTL", hash));
    assertThat(ttl).isBetween(86_400L * 4, 86_400L * 6);
  }

  @Test
  void usageShowsUntouchedBudgetsToo() {
    var loop =
        store.loop(
            daily(Scope.Team, 10),
            Given.budget("ai/req", Scope.User, Given.money(Window.Request, 7)),
            Given.budget("ai/route", Scope.Route, Given.tokens(Window.Hour, Unit.TotalTokens, 9)));

    var rows = Loop.join(loop.later(() -> loop.budgets().usage(call("a").consumer(), "k1", null)));

    assertThat(rows)
        .extracting(
            BudgetUsage::budget,
            BudgetUsage::window,
            BudgetUsage::amount,
            BudgetUsage::settled,
            BudgetUsage::route)
        .containsExactly(
            tuple("day", Window.Day, 10L, 0L, null),
            tuple("req", Window.Request, 7L, 0L, null),
            tuple("route", Window.Hour, 9L, 0L, "ai/chat"),
            tuple("route", Window.Hour, 9L, 0L, "ai/code"));
    assertThat(rows.get(0).resetsAtMs()).isGreaterThan(System.currentTimeMillis());
    assertThat(rows.get(1).resetsAtMs()).isNull();
  }

  @Test
  void thresholdsAreToldInBandsOfWhatOrdinaryClassesMayUse() {
    var proxy = Store.proxy();
    var loop = store.loop(proxy, store.snapshot(daily(Scope.User, 2_500_000)));
    long before = proxy.changes();

    loop.grant(call("a"));

    assertThat(proxy.watermarks())
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(mark.budget()).isEqualTo("ai/day");
              assertThat(mark.limit()).isEqualTo("day");
              assertThat(mark.usedPercent()).isEqualTo(80);
              assertThat(mark.threshold()).isEqualTo(80);
            });
    assertThat(proxy.usedRatios()).singleElement().extracting(UsedRatio::ratio).isEqualTo(0.8);
    assertThat(proxy.changes()).isGreaterThan(before);
    assertThat(proxy.reservedHolds()).isOne();
  }

  @Test
  void theFullestTenantIsTheOneThatIsReported() {
    var proxy = Store.proxy();
    var loop = store.loop(proxy, store.snapshot(daily(Scope.Tenant, 10_000_000)));
    var zoo = Given.consumer("zoo", "payments", "ann");

    for (int i = 0; i < 4; i++) {
      loop.grant(call("shop" + i));
    }
    var small = loop.grant(call("zoo", c -> c.consumer = zoo));
    assertThat(proxy.watermarks()).singleElement().matches(mark -> mark.usedPercent() == 80);

    loop.run(small.hold()::release);
    loop.grant(call("zoo2", c -> c.consumer = zoo));
    assertThat(proxy.watermarks()).singleElement().matches(mark -> mark.usedPercent() == 80);
  }

  private static Budget daily(Scope scope, long nanos) {
    return Given.budget("ai/day", scope, Given.money(Window.Day, nanos));
  }

  private static Budget shared(String id, long nanos) {
    return Given.budget(id, Scope.Shared, Given.money(Window.Day, nanos));
  }

  private int next;

  private boolean shares(Loop loop, java.util.function.Consumer<Given.Call> change) {
    return switch (loop.reserve(call("probe" + next++, change))) {
      case HoldDecision.Granted granted -> {
        loop.run(granted.hold()::release);
        yield false;
      }
      case HoldDecision.Denied denied -> true;
      case HoldDecision other -> throw new AssertionError(other);
    };
  }

  private static long settle(Loop loop, HoldDecision.Granted granted, Usage usage) {
    long price =
        loop.on(
            () -> {
              granted.hold().dispatched();
              return granted.hold().settle(usage);
            });
    loop.quiet();
    return price;
  }

  private static List<org.assertj.core.groups.Tuple> usage(Loop loop) {
    return Loop.join(loop.later(() -> loop.budgets().usage(call("a").consumer(), "k1", null)))
        .stream()
        .map(row -> tuple(row.budget(), row.settled(), row.held()))
        .toList();
  }
}

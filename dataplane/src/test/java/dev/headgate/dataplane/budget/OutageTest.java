package dev.headgate.dataplane.budget;

import static dev.headgate.dataplane.budget.Given.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Window;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Gateway.OnUnavailable;
import dev.headgate.contract.Report.RedisState;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.terms.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One Redis that dies, stalls, forgets and comes back. */
@ParameterizedClass
@MethodSource("binaries")
class OutageTest {
  private static final Usage USED = new Usage(300, 0, 0, 0, 0, 0);

  static Stream<Path> binaries() {
    return RedisProcess.binaries();
  }

  @Parameter Path binary;
  private Store store;
  private ProxyBudgets proxy;

  @BeforeEach
  void start() {
    store = new Store(binary, "--appendonly", "yes", "--appendfsync", "always");
    proxy = Store.proxy();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void callsAreRefusedWhileTheStoreIsAwayAndServedWhenItIsBack() {
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));
    loop.grant(call("a"));
    assertThat(Objects.requireNonNull(proxy.redis()).state()).isEqualTo(RedisState.Connected);

    store.redis.kill();

    assertThat(loop.reserve(call("b"))).isEqualTo(new HoldDecision.Unavailable("day", 1000));
    loop.await(() -> state() == RedisState.Unavailable);
    store.redis.restart();
    loop.await(() -> state() == RedisState.Connected);
    assertThat(loop.reserve(call("c"))).isInstanceOf(HoldDecision.Granted.class);
  }

  @Test
  void aChargeOfAnOutageIsKeptAndWrittenAfterwards() {
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));
    var settled = loop.grant(call("a"));
    var released = loop.grant(call("b"));
    store.redis.kill();

    assertThat(loop.on(() -> settled.hold().settle(USED))).isEqualTo(300_000);
    loop.run(released.hold()::release);
    assertThat(proxy.unrecordedCharges()).isEqualTo(2);
    store.redis.restart();
    loop.quiet();

    var books = new Books(store.redis.wire(), Books.SHOP);
    assertThat(books.settled("tenant", "ai/day/day")).isEqualTo(300_000);
    assertThat(books.held("tenant", "ai/day/day")).isZero();
    books.balance();
  }

  @Test
  void aReserveThatAStalledStoreAnswersTooLateIsGivenBack() {
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));
    loop.run(loop.grant(call("a")).hold()::release);
    loop.quiet();
    store.redis.pause();

    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Unavailable.class);
    assertThat(loop.reserve(call("c"))).isInstanceOf(HoldDecision.Unavailable.class);
    store.redis.resume();

    loop.quiet();
    loop.await(() -> store.books().liveHolds() == 0);
    assertThat(loop.reserve(call("d"))).isInstanceOf(HoldDecision.Granted.class);
    assertThat(store.books().held("tenant", "ai/day/day")).isEqualTo(2_000_000);
    store.books().balance();
  }

  @Test
  void aStoreThatComesBackEmptyIsToldWhatItForgot() {
    try (var forgetful = new Store(binary)) {
      var loop =
          forgetful.loop(
              proxy,
              Given.snapshot(redis(forgetful, OnUnavailable.FailClosed, 0), daily("ai/day", null)));
      charge(loop, 5);
      forgetful.redis.kill();
      forgetful.redis.restart();
      try (var wire = forgetful.redis.wire()) {
        var books = new Books(wire, Books.SHOP);
        loop.await(() -> books.settled("tenant", "ai/day/day") == 5 * 300_000);
        books.balance();
      }
    }
  }

  @Test
  void aSequenceThatGoesBackwardsIsNoticedOnALivingConnection() {
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));
    charge(loop, 5);

    store.wire.call("FLUSHALL");
    loop.grant(call("next"));

    loop.await(() -> store.books().settled("tenant", "ai/day/day") == 5 * 300_000);
    store.books().balance();
  }

  @Test
  void doingItAgainChangesNothing() {
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));
    charge(loop, 5);

    // Every connection that stands anew sends the journal again.
    long before = proxy.changes();
    store.wire.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    loop.await(() -> proxy.changes() > before && state() == RedisState.Connected);
    charge(loop, 1);

    assertThat(store.books().settled("tenant", "ai/day/day")).isEqualTo(6 * 300_000);
    assertThat(store.books().ledger("hold")).doesNotHaveDuplicates().hasSize(6);
    store.books().balance();
  }

  @Test
  void openBudgetsLetEachTenantSpendUpToTheCap() {
    var loop =
        store.loop(proxy, snapshot(OnUnavailable.FailOpen, 6_500_000, daily("ai/day", null)));
    var other =
        store.loop(proxy, snapshot(OnUnavailable.FailOpen, 6_500_000, daily("ai/day", null)));
    loop.run(loop.grant(call("warm")).hold()::release);
    loop.quiet();
    store.redis.kill();

    var granted = new ArrayList<HoldDecision.Granted>();
    for (int i = 0; i < 3; i++) {
      granted.add((i == 1 ? other : loop).grant(call("out" + i)));
    }
    assertThat(loop.reserve(call("out3"))).isInstanceOf(HoldDecision.Unavailable.class);
    assertThat(other.reserve(call("out4"))).isInstanceOf(HoldDecision.Unavailable.class);
    assertThat(
            loop.reserve(call("zoo", c -> c.consumer = Given.consumer("zoo", "payments", "ann"))))
        .isInstanceOf(HoldDecision.Granted.class);

    // What turned out cheaper leaves room for more.
    loop.run(() -> granted.get(0).hold().settle(USED));
    granted.set(0, loop.grant(call("out5")));

    store.redis.restart();
    loop.run(() -> granted.get(0).hold().settle(USED));
    other.run(() -> granted.get(1).hold().settle(USED));
    loop.run(granted.get(2).hold()::release);
    loop.quiet();
    try (var wire = store.redis.wire()) {
      var books = new Books(wire, Books.SHOP);
      assertThat(books.settled("tenant", "ai/day/day")).isEqualTo(3 * 300_000);
      books.balance();
    }
    assertThat(proxy.allowance.owed("shop")).isZero();
  }

  @Test
  void ofSeveralBudgetsFailClosedWins() {
    var loop =
        store.loop(
            proxy,
            snapshot(
                OnUnavailable.FailOpen,
                Given.DOLLAR,
                daily("ai/open", null),
                daily("ai/closed", OnUnavailable.FailClosed)));
    loop.grant(call("a"));
    store.redis.kill();

    assertThat(loop.reserve(call("b"))).isEqualTo(new HoldDecision.Unavailable("closed", 1000));
  }

  @Test
  void aBudgetsOwnWordGoesBeforeTheGateways() {
    var loop =
        store.loop(
            proxy,
            snapshot(
                OnUnavailable.FailClosed, Given.DOLLAR, daily("ai/open", OnUnavailable.FailOpen)));
    loop.grant(call("a"));
    store.redis.kill();

    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Granted.class);
  }

  @Test
  void aStoreThatWasNeverThereIsWaitedForNoLongerThanAStep() {
    store.redis.kill();

    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));

    assertThat(loop.reserve(call("a"))).isInstanceOf(HoldDecision.Unavailable.class);
    store.redis.restart();
    loop.await(() -> state() == RedisState.Connected);
    assertThat(loop.reserve(call("b"))).isInstanceOf(HoldDecision.Granted.class);
  }

  @Test
  void aNewSnapshotMayMoveTheStore() {
    try (var second = new Store(binary)) {
      var day = daily("ai/day", null);
      var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, day));
      var granted = loop.grant(call("a"));

      loop.run(
          () ->
              loop.budgets()
                  .apply(Given.snapshot(redis(second, OnUnavailable.FailClosed, 0), day)));
      loop.run(() -> granted.hold().settle(USED));
      loop.grant(call("b"));
      loop.quiet();

      assertThat(second.books().settled("tenant", "ai/day/day")).isEqualTo(300_000);
      assertThat(second.books().held("tenant", "ai/day/day")).isEqualTo(2_000_000);
    }
  }

  @Test
  void callsUnderWayAreAnsweredWhenTheStoreMoves() {
    try (var second = new Store(binary)) {
      var day = daily("ai/day", null);
      var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, day));
      loop.grant(call("a"));

      var underWay =
          loop.later(
              () -> {
                var asked = loop.budgets().reserve(call("b"));
                loop.budgets()
                    .apply(Given.snapshot(redis(second, OnUnavailable.FailClosed, 0), day));
                return asked;
              });

      assertThat(Loop.join(underWay)).isInstanceOf(HoldDecision.Granted.class);
      assertThat(loop.reserve(call("c"))).isInstanceOf(HoldDecision.Granted.class);
    }
  }

  @Test
  void whatHappensWithoutTheStoreIsChangedWithoutAnotherConnection() {
    var day = daily("ai/day", null);
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, day));
    loop.grant(call("a"));
    long before = connections();

    var underWay =
        loop.later(
            () -> {
              var asked = loop.budgets().reserve(call("b"));
              loop.budgets()
                  .apply(Given.snapshot(redis(store, OnUnavailable.FailOpen, 5_000_000_000L), day));
              return asked;
            });

    assertThat(Loop.join(underWay)).isInstanceOf(HoldDecision.Granted.class);
    assertThat(loop.reserve(call("c"))).isInstanceOf(HoldDecision.Granted.class);
    assertThat(connections()).isEqualTo(before);
    store.redis.kill();
    assertThat(loop.reserve(call("d"))).isInstanceOf(HoldDecision.Granted.class);
  }

  /** That the server was ever asked for. */
  private long connections() {
    return String.valueOf(store.wire.call("INFO", "stats"))
        .lines()
        .filter(line -> line.startsWith("total_connections_received:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void closingWaitsForTheLastCharge() {
    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));
    var granted = loop.grant(call("a"));

    Loop.join(
        loop.later(
            () -> {
              granted.hold().settle(USED);
              return loop.budgets().close();
            }));

    assertThat(store.books().settled("tenant", "ai/day/day")).isEqualTo(300_000);
    assertThat(proxy.redis()).isNull();
  }

  @Test
  void settingsThatEndangerThePromisesAreTold() {
    store.wire.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    store.wire.call("CONFIG", "SET", "appendonly", "no");

    var loop = store.loop(proxy, snapshot(OnUnavailable.FailClosed, 0, daily("ai/day", null)));

    loop.await(() -> !Objects.requireNonNull(proxy.redis()).warnings().isEmpty());
    assertThat(Objects.requireNonNull(proxy.redis()).warnings())
        .containsExactly(
            "maxmemory-policy is allkeys-lru: the store may throw counters away; set noeviction",
            "appendonly is no: a restart of the store forgets what was spent; set yes");
  }

  private RedisState state() {
    return Objects.requireNonNull(proxy.redis()).state();
  }

  private static void charge(Loop loop, int calls) {
    for (int i = 0; i < calls; i++) {
      var granted = loop.grant(call("charge" + System.nanoTime()));
      loop.run(
          () -> {
            granted.hold().dispatched();
            granted.hold().settle(USED);
          });
    }
    loop.quiet();
  }

  private Snapshot snapshot(OnUnavailable onUnavailable, long cap, Budget... budgets) {
    return Given.snapshot(redis(store, onUnavailable, cap), budgets);
  }

  private static Gateway.Redis redis(Store store, OnUnavailable onUnavailable, long cap) {
    return new Gateway.Redis(
        List.of(store.redis.node()), null, null, false, null, 250, onUnavailable, cap);
  }

  private static Budget daily(String id, @Nullable OnUnavailable onUnavailable) {
    return new Budget(
        id,
        null,
        Given.EVERYTHING,
        Scope.Tenant,
        "UTC",
        List.of(Given.money(Window.Day, Given.DOLLAR)),
        0,
        List.of(),
        onUnavailable);
  }
}

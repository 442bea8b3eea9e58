package dev.headgate.dataplane.budget;

import static dev.headgate.dataplane.budget.Given.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Window;
import dev.headgate.dataplane.terms.Usage;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds whose proxy died, or came too late. */
@ParameterizedClass
@MethodSource("binaries")
class AbandonedHoldTest {
  private static final long LEASE = BudgetTimes.DEFAULT.leaseMs();

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
  void aHoldThatWasNeverDispatchedIsGivenBack() {
    var dead = store.loop(budgetFor(1));
    dead.grant(exact("a"));
    dead.close();
    var alive = store.loop(budgetFor(1));
    assertThat(alive.reserve(exact("b"))).isInstanceOf(HoldDecision.Denied.class);

    store.books().age(LEASE + 1);

    assertThat(alive.reserve(exact("c"))).isInstanceOf(HoldDecision.Granted.class);
    assertThat(store.books().ledger("kind")).isEmpty();
    store.books().balance();
  }

  @Test
  void aHoldThatWasDispatchedIsChargedWhole() {
    var dead = store.loop(budgetFor(2));
    dispatch(dead, dead.grant(exact("a")));
    dead.close();
    var alive = store.loop(budgetFor(2));

    store.books().age(LEASE + 1);

    alive.grant(exact("b"));
    var books = store.books();
    assertThat(books.settled("tenant", "ai/day/day")).isEqualTo(2_000_000);
    assertThat(books.ledger("kind")).containsExactly("expired");
    assertThat(books.ledger("meta")).singleElement().asString().contains("\"exchange\":\"a\"");
    assertThat(alive.reserve(exact("c"))).isInstanceOf(HoldDecision.Denied.class);
    books.balance();
  }

  @Test
  void aHoldOnItsDeadlineIsNotYetGone() {
    var dead = store.loop(budgetFor(1));
    dead.grant(exact("a"));
    dead.close();
    var alive = store.loop(budgetFor(1));

    store.books().age(LEASE - 20_000);

    assertThat(alive.reserve(exact("b"))).isInstanceOf(HoldDecision.Denied.class);
  }

  @Test
  void anOwnerThatComesBackTooLateOnlyPaysTheDifference() {
    var loop = store.loop(budgetFor(10));
    var granted = loop.grant(exact("a"));
    dispatch(loop, granted);
    expire();
    assertThat(store.books().settled("tenant", "ai/day/day")).isEqualTo(2_000_000);

    loop.run(() -> granted.hold().settle(new Usage(300, 0, 0, 0, 0, 0)));
    loop.quiet();

    var books = store.books();
    assertThat(books.settled("tenant", "ai/day/day")).isEqualTo(300_000);
    assertThat(books.held("tenant", "ai/day/day")).isZero();
    assertThat(books.ledger("kind")).containsExactly("expired", "adjust");
    assertThat(books.ledger("cost")).containsExactly("2000000", "-1700000");
    books.balance();
  }

  @Test
  void anOwnerThatComesBackTooLateGetsBackWhatWasNeverUsed() {
    var loop = store.loop(budgetFor(10));
    var granted = loop.grant(exact("a"));
    dispatch(loop, granted);
    expire();

    loop.run(granted.hold()::release);
    loop.quiet();

    assertThat(store.books().settled("tenant", "ai/day/day")).isZero();
    store.books().balance();
  }

  @Test
  void aChargeThatComesAfterItsHoldWasGivenBackIsPaidInFull() {
    var loop = store.loop(budgetFor(10));
    var granted = loop.grant(exact("a"));
    expire();
    assertThat(store.books().held("tenant", "ai/day/day")).isZero();

    loop.run(() -> granted.hold().settle(new Usage(300, 0, 0, 0, 0, 0)));
    loop.quiet();

    assertThat(store.books().settled("tenant", "ai/day/day")).isEqualTo(300_000);
    store.books().balance();
  }

  @Test
  void aThousandHoldsOfADeadProxyRefuseNobodyOnceTheyExpired() {
    var dead = store.loop(budgetFor(1000));
    var calls = new ArrayList<Future<HoldDecision>>();
    for (int i = 0; i < 1000; i++) {
      var request = exact("a" + i);
      calls.add(dead.later(() -> dead.budgets().reserve(request)));
    }
    Loop.join(Future.join(calls));
    dead.close();
    assertThat(store.books().liveHolds()).isEqualTo(1000);
    var alive = store.loop(budgetFor(1000));
    assertThat(alive.reserve(exact("b"))).isInstanceOf(HoldDecision.Denied.class);

    store.books().age(LEASE + 1);

    assertThat(alive.reserve(exact("c"))).isInstanceOf(HoldDecision.Granted.class);
    store.books().balance();
  }

  @Test
  void anOpenHoldIsKeptAliveForAsLongAsItsExchangeLasts() {
    var proxy =
        new ProxyBudgets(
            InstantSource.system(),
            System::nanoTime,
            (step, nanos) -> {},
            new BudgetTimes(LEASE, 20, 1000));
    var loop = store.loop(proxy, store.snapshot(budgetFor(2)));
    var granted = loop.grant(exact("a"));
    dispatch(loop, granted);

    for (int i = 0; i < 3; i++) {
      store.books().age(LEASE - 15_000);
      loop.await(() -> deadline() > System.currentTimeMillis() + LEASE - 5_000);
    }

    assertThat(score(only()) % 2).as("it is still known as dispatched").isOne();
    loop.run(granted.hold()::release);
    loop.quiet();
    assertThat(store.books().liveHolds()).isZero();
  }

  @Test
  void aTenantThatStoppedCallingIsLookedThroughAllTheSame() {
    var proxy =
        new ProxyBudgets(
            InstantSource.system(),
            System::nanoTime,
            (step, nanos) -> {},
            new BudgetTimes(LEASE, 10_000, 20));
    var alive = store.loop(proxy, store.snapshot(budgetFor(10)));
    alive.run(alive.grant(exact("a")).hold()::release);
    var dead = store.loop(budgetFor(10));
    dispatch(dead, dead.grant(exact("b")));
    dead.close();

    store.books().age(LEASE + 1);

    alive.await(() -> store.books().settled("tenant", "ai/day/day") == 2_000_000);
    store.books().balance();
  }

  private static Budget budgetFor(int holds) {
    return Given.budget("ai/day", Scope.Tenant, Given.money(Window.Day, holds * 2_000_000L));
  }

  /** A call that is not worth lowering. */
  private static HoldRequest exact(String exchange) {
    return call(exchange, c -> c.least = 100);
  }

  private void dispatch(Loop loop, HoldDecision.Granted granted) {
    loop.run(granted.hold()::dispatched);
    loop.await(
        () ->
            store.wire.list("ZRANGE", Books.SHOP + "due", "0", "-1").stream()
                .anyMatch(id -> score((String) id) % 2 == 1));
  }

  /** Lets every hold's deadline pass and somebody find it. */
  private void expire() {
    store.books().age(LEASE + 1);
    var finder = store.loop(budgetFor(10));
    Loop.join(finder.later(() -> finder.budgets().usage(call("x").consumer(), "k", null)));
  }

  private long score(String id) {
    var score = store.wire.call("ZSCORE", Books.SHOP + "due", id);
    return (long) Double.parseDouble((String) Objects.requireNonNull(score));
  }

  private long deadline() {
    return score(only()) / 2;
  }

  private String only() {
    return (String) store.wire.list("ZRANGE", Books.SHOP + "due", "0", "0").getFirst();
  }
}

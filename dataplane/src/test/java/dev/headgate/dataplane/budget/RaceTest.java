package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Unit;
import dev.headgate.contract.Budget.Window;
import dev.headgate.dataplane.terms.Usage;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise: however many proxies and clients race, exactly as many calls pass as fit. */
class RaceTest {
  private static final int PROXIES = 3;
  private static final int LOOPS = 2;
  private static final int CLIENTS = 64;
  private static final int FITS = 100;

  static Stream<Path> binaries() {
    return RedisProcess.binaries();
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void exactlyAsManyCallsPassAsTheBudgetFits(Path binary) {
    try (var store = new Store(binary)) {
      var loops = loops(store, budgets(Scope.Team));

      var passed = race(loops, 1);

      assertThat(passed).hasSize(FITS);
      loops.forEach(Loop::quiet);
      var books = store.books();
      assertThat(books.settled("team:payments", "ai/money/day")).isEqualTo(FITS * 2_000_000L);
      assertThat(books.held("team:payments", "ai/money/day")).isZero();
      assertThat(books.settled("user:ann", "ai/tokens/TotalTokens")).isEqualTo(FITS * 1_100L);
      assertThat(books.ledger("cost")).hasSize(FITS).containsOnly("2000000");
      books.balance();
    }
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void aBudgetOverTenantsFitsAsManyToo(Path binary) {
    try (var store = new Store(binary)) {
      var loops = loops(store, budgets(Scope.Shared));

      var passed = race(loops, 2);

      assertThat(passed).hasSize(FITS);
      loops.forEach(Loop::quiet);
      var all = new Books(store.wire, "hg:ai/main:{b:ai/money}:");
      assertThat(all.settled("shared", "ai/money/day")).isEqualTo(FITS * 2_000_000L);
      assertThat(all.held("shared", "ai/money/day")).isZero();
      all.balance();
      for (int tenant = 0; tenant < 2; tenant++) {
        var books = new Books(store.wire, Account.tenantPrefix("ai/main", "shop" + tenant));
        books.balance();
        assertThat(books.liveHolds()).isZero();
      }
    }
  }

  /** What is given back is there for the next: once all is settled, a call that fits passes. */
  @ParameterizedTest
  @MethodSource("binaries")
  void whatWasNotUsedServesOthers(Path binary) {
    try (var store = new Store(binary)) {
      var loops = loops(store, budgets(Scope.Team));
      // Each uses half of what it holds: 200 calls fit when they come one after the other.
      int passed = 0;
      for (int call = 0; call < 2 * FITS; call++) {
        var loop = loops.get(call % loops.size());
        if (loop.reserve(Given.call("x" + call, c -> c.least = 100))
            instanceof HoldDecision.Granted granted) {
          passed++;
          loop.run(() -> granted.hold().settle(new Usage(500, 0, 0, 0, 50, 0)));
          loop.quiet();
        }
      }

      assertThat(passed).isEqualTo(2 * FITS - 1);
      store.books().balance();
    }
  }

  private static Budget[] budgets(Scope scope) {
    return new Budget[] {
      Given.budget("ai/money", scope, Given.money(Window.Day, FITS * 2_000_000L)),
      Given.budget(
          "ai/tokens", Scope.User, Given.tokens(Window.Month, Unit.TotalTokens, 1_000_000_000))
    };
  }

  private static List<Loop> loops(Store store, Budget... budgets) {
    return IntStream.range(0, PROXIES)
        .mapToObj(p -> Store.proxy())
        .flatMap(
            proxy ->
                IntStream.range(0, LOOPS).mapToObj(l -> store.loop(proxy, store.snapshot(budgets))))
        .toList();
  }

  /** Every client of every loop calls once; who is let in uses all it holds. */
  private static List<HoldDecision> race(List<Loop> loops, int tenants) {
    var calls = new ArrayList<Future<HoldDecision>>();
    for (int client = 0; client < CLIENTS; client++) {
      for (int l = 0; l < loops.size(); l++) {
        var loop = loops.get(l);
        int tenant = client % tenants;
        var request =
            Given.call(
                "l" + l + "c" + client,
                c -> {
                  c.least = 100;
                  if (tenants > 1) {
                    c.consumer = Given.consumer("shop" + tenant, "payments", "ann");
                  }
                });
        calls.add(
            loop.later(
                () ->
                    loop.budgets()
                        .reserve(request)
                        .onSuccess(
                            decision -> {
                              if (decision instanceof HoldDecision.Granted granted) {
                                granted.hold().dispatched();
                                granted.hold().settle(new Usage(1000, 0, 0, 0, 100, 0));
                              }
                            })));
      }
    }
    Loop.join(Future.join(calls));
    var decisions = calls.stream().map(Future::result).toList();
    assertThat(decisions)
        .allMatch(d -> d instanceof HoldDecision.Granted || d instanceof HoldDecision.Denied);
    return decisions.stream().filter(HoldDecision.Granted.class::isInstance).toList();
  }
}

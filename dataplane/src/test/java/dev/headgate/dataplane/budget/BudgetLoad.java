package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Unit;
import dev.headgate.contract.Budget.Window;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.terms.Usage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the budget step against a Redis that runs already; {@code bench/budget} starts one.
 * Arguments: port, calls per second (0: as fast as 64 clients can), seconds, event loops.
 */
public final class BudgetLoad {
  private static final int CLIENTS = 64;
  private static final int WARM_UP_SECONDS = 3;
  private static final long FITS = 5_000;

  private final String run = Long.toString(System.nanoTime(), 36);
  private final AtomicInteger ids = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final List<Context> contexts = new ArrayList<>();
  private final List<RedisBudgets> loops = new ArrayList<>();
  private final ProxyBudgets proxy =
      new ProxyBudgets(
          InstantSource.system(), System::nanoTime, (step, nanos) -> {}, BudgetTimes.DEFAULT);

  private BudgetLoad(Snapshot snapshot, int eventLoops) throws InterruptedException {
    for (int i = 0; i < eventLoops; i++) {
      var ready = new CountDownLatch(1);
      vertx.deployVerticle(
          new io.vertx.core.VerticleBase() {
            @Override
            public io.vertx.core.Future<?> start() {
              contexts.add(this.context);
              loops.add(RedisBudgets.create(this.vertx, proxy, snapshot));
              ready.countDown();
              return io.vertx.core.Future.succeededFuture();
            }
          });
      ready.await();
    }
  }

  /** See the class. */
  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[0]);
    int rate = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int eventLoops = Integer.parseInt(args[3]);
    var redis = Given.redis(List.of("127.0.0.1:" + port));

    var load =
        new BudgetLoad(
            Given.snapshot(
                redis,
                Given.budget("ai/team", Scope.Team, Given.money(Window.Day, Money.MOST)),
                Given.budget(
                    "ai/user",
                    Scope.User,
                    Given.tokens(Window.Hour, Unit.TotalTokens, Money.MOST))),
            eventLoops);
    load.paced(rate == 0 ? 1000 : rate, WARM_UP_SECONDS);
    var took = rate == 0 ? load.flatOut(seconds) : load.paced(rate, seconds);
    load.print(rate, seconds, took);
    load.close();

    load = new BudgetLoad(Given.snapshot(redis, scarce()), eventLoops);
    load.race(port);
    load.close();
  }

  private void close() throws InterruptedException {
    var closed = new CountDownLatch(loops.size());
    for (int l = 0; l < loops.size(); l++) {
      var budgets = loops.get(l);
      contexts
          .get(l)
          .runOnContext(ignored -> budgets.close().onComplete(done -> closed.countDown()));
    }
    closed.await();
    vertx.close();
  }

  private static HoldRequest racing(String exchange) {
    return Given.call(
        exchange,
        c -> {
          c.least = 100;
          c.consumer = Given.consumer("race", "payments", "ann");
        });
  }

  private static Budget scarce() {
    return Given.budget("ai/scarce", Scope.Team, Given.money(Window.Month, FITS * 2_000_000));
  }

  /** An open loop: calls begin when they are due, whether or not earlier ones were answered. */
  private long[] paced(int rate, int seconds) throws InterruptedException {
    int total = rate * seconds;
    var took = new long[total];
    var done = new CountDownLatch(total);
    long start = System.nanoTime();
    for (int l = 0; l < loops.size(); l++) {
      int loop = l;
      contexts
          .get(l)
          .runOnContext(
              ignored -> {
                var next = new int[] {loop};
                vertx.setPeriodic(
                    1,
                    timer -> {
                      long now = System.nanoTime();
                      while (next[0] < total && start + due(next[0], rate) <= now) {
                        int call = next[0];
                        long from = System.nanoTime();
                        call(
                            loop,
                            () -> {
                              took[call] = System.nanoTime() - from;
                              done.countDown();
                            });
                        next[0] += loops.size();
                      }
                      if (next[0] >= total) {
                        vertx.cancelTimer(timer);
                      }
                    });
              });
    }
    done.await();
    return took;
  }

  private static long due(int call, int rate) {
    return call * (1_000_000_000L / rate);
  }

  /** A closed loop: each client calls again as soon as it was answered. */
  private long[] flatOut(int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    var all = new ArrayList<List<Long>>();
    var done = new CountDownLatch(CLIENTS);
    for (int client = 0; client < CLIENTS; client++) {
      int loop = client % loops.size();
      var mine = new ArrayList<Long>();
      all.add(mine);
      contexts.get(loop).runOnContext(ignored -> again(loop, end, mine, done));
    }
    done.await();
    return all.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
  }

  private void again(int loop, long end, List<Long> took, CountDownLatch done) {
    long from = System.nanoTime();
    if (from >= end) {
      done.countDown();
      return;
    }
    call(
        loop,
        () -> {
          took.add(System.nanoTime() - from);
          contexts.get(loop).runOnContext(ignored -> again(loop, end, took, done));
        });
  }

  private void call(int loop, Runnable reserved) {
    loops
        .get(loop)
        .reserve(Given.call(run + ids.incrementAndGet()))
        .onSuccess(
            decision -> {
              reserved.run();
              if (decision instanceof HoldDecision.Granted granted) {
                granted.hold().dispatched();
                granted.hold().settle(new Usage(1000, 0, 0, 0, 100, 0));
              }
            });
  }

  private void print(int rate, int seconds, long[] took) {
    Arrays.sort(took);
    System.out.printf(
        "reserve+settle, 2 budgets, %d event loops, %s: %,d calls in %d s (%,d/s); reserve p50 %.2f"
            + " ms, p99 %.2f ms, p99.9 %.2f ms%n",
        loops.size(),
        rate == 0 ? CLIENTS + " clients" : rate + "/s",
        took.length,
        seconds,
        took.length / seconds,
        ms(took, 0.5),
        ms(took, 0.99),
        ms(took, 0.999));
  }

  private static double ms(long[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * quantile))] / 1e6;
  }

  /** Twice as many calls as fit, all at once. */
  private void race(int port) throws InterruptedException {
    var granted = new AtomicLong();
    var done = new CountDownLatch((int) (2 * FITS));
    for (int l = 0; l < loops.size(); l++) {
      var budgets = loops.get(l);
      long calls = 2 * FITS / loops.size();
      contexts
          .get(l)
          .runOnContext(
              ignored -> {
                for (long i = 0; i < calls; i++) {
                  budgets
                      .reserve(racing(run + "r" + ids.incrementAndGet()))
                      .onComplete(
                          result -> {
                            if (result.result() instanceof HoldDecision.Granted ok) {
                              granted.incrementAndGet();
                              ok.hold().settle(new Usage(1000, 0, 0, 0, 100, 0));
                            }
                            done.countDown();
                          });
                }
              });
    }
    done.await();
    while (proxy.unrecordedCharges() > 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    try (var wire = new RedisWire(port)) {
      var books = new Books(wire, Account.tenantPrefix("ai/main", "race"));
      long spent = books.settled("team:payments", "ai/scarce/month");
      System.out.printf(
          "a budget for %,d calls, %,d at once: %,d granted, overspend %,d nanos,"
              + " %d counters differ from the ledger%n",
          FITS,
          2 * FITS,
          granted.get(),
          Math.max(0, spent - FITS * 2_000_000),
          books.differences().size());
    }
  }
}

package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Gateway;
import dev.headgate.dataplane.metrics.BudgetStep;
import dev.headgate.dataplane.terms.Usage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the holds of one event loop have in common: the store, what is open and what has ended. */
final class EventLoopBudgets implements CountedHold.Home, StoreLink.Listener {
  /** An outage is seen within that time even when nobody calls. */
  private static final long PROBE_MS = 2000;

  private static final long DRAIN_NANOS = 2_000_000_000L;
  private static final long DRAIN_POLL_MS = 5;

  final StoreLink link;
  final StoreClock clock;
  private final Vertx vertx;
  private final ProxyBudgets proxy;
  private final StoreState state;
  private final SettleJournal journal;
  private final OpenHolds holds;
  private final RequestSpend requestSpend = new RequestSpend();
  private final AccountsSeen accounts = new AccountsSeen();
  private final List<Long> timers;
  private boolean marking;
  private long reservations;

  EventLoopBudgets(Vertx vertx, ProxyBudgets proxy) {
    this.vertx = vertx;
    this.proxy = proxy;
    this.state = proxy.register();
    this.clock = new StoreClock(proxy.clock);
    this.link = new StoreLink(vertx, proxy.steps.nanoTime(), this);
    this.journal = new SettleJournal(vertx, link, clock, proxy.steps, this::recorded);
    this.holds = new OpenHolds(link, clock, proxy.steps, proxy.times.leaseMs());
    this.timers =
        List.of(
            vertx.setPeriodic(proxy.times.renewMs(), ignored -> renew()),
            vertx.setPeriodic(proxy.times.sweepMs(), ignored -> sweep()),
            vertx.setPeriodic(PROBE_MS, ignored -> link.probe()));
  }

  void use(Gateway.@Nullable Redis redis) {
    state.use(redis != null);
    link.use(redis);
  }

  /** Waits until the store has everything, but not for ever. */
  Future<Void> drain() {
    Promise<Void> drained = Promise.promise();
    long giveUp = proxy.steps.start() + DRAIN_NANOS;
    vertx.setPeriodic(
        DRAIN_POLL_MS,
        timer -> {
          if (journal.unrecorded() == 0 || proxy.steps.start() - giveUp >= 0) {
            vertx.cancelTimer(timer);
            drained.complete();
          }
        });
    return drained.future();
  }

  void close() {
    timers.forEach(vertx::cancelTimer);
    link.close();
    proxy.unregister(state);
  }

  /**
   * Runs the reserve script; fails when the store is away.
   *
   * @param exchange whose ended attempts must not stand in its own way
   */
  Future<ReserveReply> reserve(String exchange, List<String> arguments) {
    journal.sendBefore(arguments.getFirst(), exchange);
    long start = proxy.steps.start();
    accounts.worked(arguments.getFirst(), clock.localMs());
    return link.call(Script.RESERVE, arguments)
        .map(
            reply -> {
              clock.heard(reply.at(1));
              var decoded = ReserveReply.of(reply);
              if (decoded instanceof ReserveReply.Held held) {
                journal.sequence(arguments.getFirst(), held.sequence());
              }
              return decoded;
            })
        .onComplete(result -> proxy.steps.took(BudgetStep.RESERVE, start));
  }

  /** Tells reservations of one attempt apart. */
  String nextReservation() {
    return Long.toString(reservations++, Character.MAX_RADIX);
  }

  /** How far ahead a hold's deadline is. */
  long leaseMs() {
    return proxy.times.leaseMs();
  }

  /** What earlier attempts of this exchange cost. */
  long requestSpent(String exchange, Budget.Unit unit) {
    return requestSpend.of(exchange, unit);
  }

  /** The exchange makes no more attempts. */
  void exchangeEnded(String exchange) {
    requestSpend.forget(exchange);
  }

  /** Lets the tenant owe that much while the store is away, if its cap allows. */
  boolean takeAllowance(String tenant, long nanos, long capNanos) {
    return proxy.allowance.take(tenant, nanos, capNanos);
  }

  /** A hold was granted: from now on it is kept alive. */
  void opened(CountedHold hold) {
    holds.add(hold);
    proxy.openHolds.incrementAndGet();
  }

  /** A hold that nobody got, or that may or may not be there, is given back. */
  void giveBack(JournalEntry entry) {
    journal.add(entry);
  }

  /** How full a counter is now. */
  void used(LimitRule limit, String prefix, String scope, CalendarWindow window, long used) {
    proxy.fullness.saw(limit, prefix, scope, window, used);
  }

  @Override
  public void dispatched(CountedHold hold) {
    proxy.dispatchedHolds.incrementAndGet();
    holds.mark(hold);
    if (!marking) {
      marking = true;
      vertx
          .getOrCreateContext()
          .runOnContext(
              ignored -> {
                marking = false;
                holds.tellMarks();
              });
    }
  }

  @Override
  public void ended(
      CountedHold hold, List<JournalEntry> entries, @Nullable Usage usage, @Nullable Long price) {
    holds.remove(hold);
    proxy.openHolds.decrementAndGet();
    if (hold.isDispatched()) {
      proxy.dispatchedHolds.decrementAndGet();
    }
    if (price != null && hold.limitsRequest) {
      requestSpend.add(hold, usage, price);
    }
    if (hold.owingTenant != null) {
      proxy.allowance.give(hold.owingTenant, hold.cost - (price == null ? 0 : price));
    }
    entries.forEach(journal::add);
    state.owe(journal.unrecorded());
  }

  @Override
  public void connected(RedisConnection connection, boolean cluster) {
    state.connect();
    holds.extend();
    journal.connected();
    StoreCheck.warnings(connection, cluster).onSuccess(state::warn);
  }

  @Override
  public void disconnected(String reason) {
    state.disconnect(reason);
  }

  private void recorded(JournalEntry entry) {
    if (entry.owingTenant() != null) {
      proxy.allowance.give(entry.owingTenant(), entry.cost());
    }
    state.owe(journal.unrecorded());
  }

  /** Calls find expired holds by themselves; this is for tenants that have stopped calling. */
  private void sweep() {
    for (String prefix : accounts.due(clock.localMs(), proxy.times.sweepMs())) {
      link.call(Script.USAGE, List.of(prefix, Script.LEDGER_LENGTH, "0"))
          .onSuccess(reply -> journal.sequence(prefix, reply.at(1)));
    }
  }

  private void renew() {
    holds.extend();
    journal.forget();
  }
}

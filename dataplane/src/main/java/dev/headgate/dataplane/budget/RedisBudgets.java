package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.memory.Memory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of one event loop on Redis (6.2 or newer, one server or a cluster). Create and use it
 * on that event loop; {@link #apply} may be called there at any time.
 */
public final class RedisBudgets implements Budgets {
  private final ProxyBudgets proxy;
  private final EventLoopBudgets loop;
  private final Memory memory;
  private BudgetBook book;

  private RedisBudgets(Vertx vertx, ProxyBudgets proxy, Snapshot snapshot) {
    this.proxy = proxy;
    this.loop = new EventLoopBudgets(vertx, proxy);
    this.book = BudgetBook.of(snapshot);
    this.memory = new RedisMemory(loop.link, () -> book.gateway());
  }

  /**
   * The budgets of the calling event loop.
   *
   * @param proxy shared by all event loops of this proxy
   * @param snapshot the first one; later ones come by {@link #apply}
   */
  public static RedisBudgets create(Vertx vertx, ProxyBudgets proxy, Snapshot snapshot) {
    var budgets = new RedisBudgets(vertx, proxy, snapshot);
    budgets.apply(snapshot);
    return budgets;
  }

  /** Takes a new snapshot. The connection is made anew only when the store's settings changed. */
  public void apply(Snapshot snapshot) {
    book = BudgetBook.of(snapshot);
    proxy.fullness.retain(book.limits());
    loop.use(snapshot.gateway().redis());
  }

  /**
   * Ends the connection once the store has every charge, or after two seconds. Holds that are still
   * open are no longer kept alive.
   */
  public Future<Void> close() {
    return loop.drain().onComplete(ignored -> loop.close());
  }

  /** As if the process had died. */
  void crash() {
    loop.close();
  }

  /** What is kept between turns, on the same store and connection. */
  public Memory memory() {
    return memory;
  }

  @Override
  public Future<HoldDecision> reserve(HoldRequest request) {
    var now = book;
    var rules =
        now.select(
            request.consumer(),
            request.route().id(),
            request.requestedModel(),
            request.trafficClass());
    Backend.Pricing pricing = request.model().pricing();
    var cost =
        new HoldCost(
            pricing, request.inputTokens(), now.gateway().safetyMarginPercent(), request.choices());
    if (rules.isEmpty()) {
      int cap = request.outputCap();
      return Future.succeededFuture(
          new HoldDecision.Granted(new UncountedHold(pricing, cost, cap), cap, false, null));
    }
    return new Reservation(loop, now, rules, request, cost).run();
  }

  @Override
  public void ended(String exchange) {
    loop.exchangeEnded(exchange);
  }

  @Override
  public Future<List<BudgetUsage>> usage(
      Consumer consumer, String keyId, @Nullable String session) {
    return new UsageQuery(loop.link, loop.clock, book, consumer, keyId).run();
  }
}

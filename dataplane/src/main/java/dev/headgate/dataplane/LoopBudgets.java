package dev.headgate.dataplane;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Snapshot;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.budget.BudgetUsage;
import dev.headgate.dataplane.budget.Budgets;
import dev.headgate.dataplane.budget.HoldDecision;
import dev.headgate.dataplane.budget.HoldRequest;
import dev.headgate.dataplane.budget.ProxyBudgets;
import dev.headgate.dataplane.budget.RedisBudgets;
import dev.headgate.dataplane.memory.Memory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The budgets and the memory of one event loop, which are there before the first snapshot is. Used
 * on that event loop only.
 */
final class LoopBudgets implements Budgets, Memory {
  private static final long SOON_MS = 1_000;

  private final Vertx vertx;
  private final ProxyBudgets shared;
  private @Nullable RedisBudgets budgets;

  LoopBudgets(Vertx vertx, ProxyBudgets shared) {
    this.vertx = vertx;
    this.shared = shared;
  }

  void apply(Snapshot snapshot) {
    if (budgets == null) {
      budgets = RedisBudgets.create(vertx, shared, snapshot);
    } else {
      budgets.apply(snapshot);
    }
  }

  /** Completes once the store has every charge, or after two seconds. */
  Future<Void> close() {
    return budgets == null ? Future.succeededFuture() : budgets.close();
  }

  @Override
  public Future<HoldDecision> reserve(HoldRequest request) {
    // A call that overtook the very first snapshot on its way to this loop: nothing is let through
    // uncounted, not even for that moment.
    return budgets == null
        ? Future.succeededFuture(new HoldDecision.Unavailable("", SOON_MS))
        : budgets.reserve(request);
  }

  @Override
  public void ended(String exchange) {
    if (budgets != null) {
      budgets.ended(exchange);
    }
  }

  @Override
  public Future<List<BudgetUsage>> usage(
      Consumer consumer, String keyId, @Nullable String session) {
    return budgets == null
        ? Future.failedFuture("the first snapshot is on its way")
        : budgets.usage(consumer, keyId, session);
  }

  @Override
  public Future<Void> keep(Place place, List<Kept> kept) {
    return budgets == null
        ? Future.failedFuture("the first snapshot is on its way")
        : budgets.memory().keep(place, kept);
  }

  @Override
  public Future<Map<String, Kept>> recall(Place place, Set<String> callIds) {
    return budgets == null
        ? Future.failedFuture("the first snapshot is on its way")
        : budgets.memory().recall(place, callIds);
  }
}

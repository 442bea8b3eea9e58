package dev.headgate.dataplane.http;

import dev.headgate.contract.Consumer;
import dev.headgate.dataplane.budget.BudgetUsage;
import dev.headgate.dataplane.budget.Budgets;
import dev.headgate.dataplane.budget.Hold;
import dev.headgate.dataplane.budget.HoldDecision;
import dev.headgate.dataplane.budget.HoldRequest;
import dev.headgate.dataplane.terms.Usage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real budgets, and what became of every hold they granted. */
final class WatchedBudgets implements Budgets {
  private final Budgets real;
  private final List<Watched> holds = new CopyOnWriteArrayList<>();

  private final List<String> ended = new CopyOnWriteArrayList<>();

  WatchedBudgets(Budgets real) {
    this.real = real;
  }

  /** The outcomes of each hold, in the order of granting: one each, when all is well. */
  List<List<String>> outcomes() {
    return holds.stream().map(hold -> List.copyOf(hold.outcomes)).toList();
  }

  /** The exchanges whose end was told. */
  List<String> ended() {
    return List.copyOf(ended);
  }

  /** What was settled with, in the order of granting; holds without are left out. */
  List<Usage> settled() {
    return holds.stream().flatMap(hold -> hold.usages.stream()).toList();
  }

  @Override
  public Future<HoldDecision> reserve(HoldRequest request) {
    return real.reserve(request)
        .map(
            decision ->
                decision instanceof HoldDecision.Granted granted
                    ? new HoldDecision.Granted(
                        watch(granted.hold()),
                        granted.outputCap(),
                        granted.lowered(),
                        granted.binding())
                    : decision);
  }

  @Override
  public void ended(String exchange) {
    ended.add(exchange);
    real.ended(exchange);
  }

  @Override
  public Future<List<BudgetUsage>> usage(Consumer consumer, String keyId, String session) {
    return real.usage(consumer, keyId, session);
  }

  private Hold watch(Hold hold) {
    var watched = new Watched(hold);
    holds.add(watched);
    return watched;
  }

  private static final class Watched implements Hold {
    private final Hold hold;
    private final List<String> outcomes = new CopyOnWriteArrayList<>(new ArrayList<>());
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    Watched(Hold hold) {
      this.hold = hold;
    }

    @Override
    public void dispatched() {
      hold.dispatched();
    }

    @Override
    public long settle(Usage usage) {
      outcomes.add("settled");
      usages.add(usage);
      return hold.settle(usage);
    }

    @Override
    public long settleEstimated() {
      outcomes.add("estimated");
      return hold.settleEstimated();
    }

    @Override
    public void release() {
      outcomes.add("released");
      hold.release();
    }
  }
}

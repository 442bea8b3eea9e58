package dev.headgate.dataplane.budget;

import dev.headgate.contract.Consumer;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets of one event loop's calls. All methods are called on that event loop. */
public interface Budgets {

  /**
   * Holds what one attempt may cost in every budget that applies, all or nothing. The future never
   * fails: what goes wrong is a decision. It completes within the store's command timeout. When no
   * budget applies it is complete at once.
   */
  Future<HoldDecision> reserve(HoldRequest request);

  /**
   * The exchange makes no more attempts: what its attempts cost, which counts against limits of
   * window Request, is forgotten.
   */
  void ended(String exchange);

  /**
   * The caller's own budgets, untouched ones too. Fails with an I/O error when the store is away.
   */
  Future<List<BudgetUsage>> usage(Consumer consumer, String keyId, @Nullable String session);
}

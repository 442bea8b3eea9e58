package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reserve, from the first account to the last: each is one script call; when a later one says
 * no, what the earlier ones hold is given back.
 */
final class Reservation {
  /** Without any other word on it, so much output is held, and sent as the cap. */
  static final int UNSAID_CAP = 8192;

  /** Nobody's answer is longer; it keeps the arithmetic in range. */
  private static final int LONGEST = 10_000_000;

  private static final int STALE_TRIES = 4;
  private static final long RETRY_AFTER_MS = 1000;

  private final EventLoopBudgets loop;
  private final BudgetBook book;
  private final List<BudgetRule> rules;
  private final HoldRequest request;
  private final HoldCost cost;
  private final String id;
  private final Meta meta;
  private final int asked;
  private final int least;
  private final Promise<HoldDecision> decision = Promise.promise();
  private final List<AccountHold> held = new ArrayList<>(2);
  private List<Account> accounts = List.of();
  private int cap;
  private boolean stepped;
  private boolean limitsRequest;
  private @Nullable BudgetState binding;

  Reservation(
      EventLoopBudgets loop,
      BudgetBook book,
      List<BudgetRule> rules,
      HoldRequest request,
      HoldCost cost) {
    this.loop = loop;
    this.book = book;
    this.rules = rules;
    this.request = request;
    this.cost = cost;
    // An attempt that one target was too dear for may ask again for another target.
    this.id = request.exchange() + "." + request.attempt() + "." + loop.nextReservation();
    this.meta = Meta.of(request);
    this.asked = request.outputCap() <= 0 ? UNSAID_CAP : Math.min(LONGEST, request.outputCap());
    this.least = Math.max(1, Math.min(asked, request.minOutputTokens()));
    this.cap = asked;
  }

  Future<HoldDecision> run() {
    HoldDecision.NotProgrammed refused = refused();
    if (refused != null) {
      return Future.succeededFuture(refused);
    }
    HoldDecision.Denied tooMuch = fitRequestLimits();
    if (tooMuch != null) {
      return Future.succeededFuture(tooMuch);
    }
    accounts =
        Account.of(
            book.gateway().id(),
            request.consumer(),
            request.keyId(),
            request.user(),
            request.route().id(),
            rules);
    next(0);
    return decision.future();
  }

  /** A budget that cannot count this call must not let it through. */
  private HoldDecision.@Nullable NotProgrammed refused() {
    var pricing = request.model().pricing();
    for (BudgetRule rule : rules) {
      Refusal refusal = rule.refused;
      for (LimitRule limit : rule.limits) {
        var currency = limit.limit.currency();
        if (currency != null && pricing == null) {
          refusal = new Refusal("NoPrice", "the model has no price, so money cannot be counted");
        } else if (currency != null && pricing != null && !currency.equals(pricing.currency())) {
          refusal =
              new Refusal(
                  "NoExchangeRate",
                  "the budget counts " + currency + " and the model " + pricing.currency());
        }
      }
      if (refusal != null) {
        return new HoldDecision.NotProgrammed(rule.budget.id(), refusal);
      }
    }
    return null;
  }

  /** Limits of a single request need no store; all attempts of the request count. */
  private HoldDecision.@Nullable Denied fitRequestLimits() {
    for (BudgetRule rule : rules) {
      for (LimitRule limit : rule.limits) {
        if (limit.calendar == null) {
          limitsRequest = true;
          var unit = limit.limit.unit();
          long spent = loop.requestSpent(request.exchange(), unit);
          long amount = limit.limit.amount();
          int fits = cost.affordable(unit, amount - spent, cap);
          if (fits < least) {
            return new HoldDecision.Denied(limit.state(amount, spent, null), cost.at(unit, asked));
          }
          cap = fits;
          fuller(limit.state(amount, spent + cost.at(unit, cap), null));
        }
      }
    }
    return null;
  }

  private void next(int index) {
    if (index == accounts.size()) {
      granted(false);
    } else {
      reserve(index, new AccountReserve(accounts.get(index), cost, loop.clock.nowMs()), 0);
    }
  }

  private void reserve(int index, AccountReserve step, int tries) {
    int askedHere = cap;
    var arguments =
        step.arguments(id, loop.leaseMs(), cap, least, meta.json(), request.trafficClass());
    loop.reserve(request.exchange(), arguments)
        .onComplete(
            result -> {
              if (result.failed()) {
                unavailable(index, step);
                return;
              }
              switch (result.result()) {
                case ReserveReply.Held reply -> {
                  held.add(step.held(askedHere, reply.cap()));
                  stepped |= reply.cap() < askedHere;
                  cap = reply.cap();
                  note(step, reply.used());
                  next(index + 1);
                }
                case ReserveReply.TooMuch reply -> {
                  giveBack();
                  decision.complete(denied(step, reply.used()));
                }
                case ReserveReply.Stale reply when tries < STALE_TRIES -> {
                  step.moveTo(reply.nowMs());
                  reserve(index, step, tries + 1);
                }
                case ReserveReply.Stale reply -> unavailable(index, step);
                case ReserveReply.Ended reply -> {
                  giveBack();
                  decision.complete(closed());
                }
              }
            });
  }

  private void granted(boolean owing) {
    long nanos = stepped ? cost.lowered(Budget.Unit.Money, cap) : cost.at(Budget.Unit.Money, cap);
    var hold =
        new CountedHold(
            loop, request, id, meta, List.copyOf(held), cost, cap, nanos, limitsRequest, owing);
    loop.opened(hold);
    decision.complete(new HoldDecision.Granted(hold, cap, cap < asked, binding));
  }

  private HoldDecision denied(AccountReserve step, Figures used) {
    BudgetState worst = null;
    long need = 0;
    for (int i = 0; i < used.size(); i++) {
      var limit = step.limits.get(i);
      var unit = limit.limit.unit();
      long amount = limit.visibleTo(request.trafficClass());
      loop.used(limit, step.account.prefix(), step.scope(i), step.window(i), used.at(i));
      if (cost.affordable(unit, amount - used.at(i), cap) < least) {
        var state = limit.state(amount, used.at(i), step.window(i));
        // The one that is reset last says when a retry can succeed.
        if (worst == null
            || Objects.requireNonNull(state.resetsAtMs())
                > Objects.requireNonNull(worst.resetsAtMs())) {
          worst = state;
          need = cost.at(unit, cap);
        }
      }
    }
    return worst == null ? closed() : new HoldDecision.Denied(worst, need);
  }

  private void note(AccountReserve step, Figures used) {
    for (int i = 0; i < used.size(); i++) {
      var limit = step.limits.get(i);
      loop.used(limit, step.account.prefix(), step.scope(i), step.window(i), used.at(i));
      fuller(limit.state(limit.visibleTo(request.trafficClass()), used.at(i), step.window(i)));
    }
  }

  /** The fullest limit is the one that is told; a single request's only when there is no other. */
  private void fuller(BudgetState state) {
    BudgetState before = binding;
    if (before == null
        || (before.resetsAtMs() == null && state.resetsAtMs() != null)
        || ((before.resetsAtMs() == null) == (state.resetsAtMs() == null)
            && fullness(state) > fullness(before))) {
      binding = state;
    }
  }

  private static double fullness(BudgetState state) {
    return state.amount() == 0 ? 1 : (double) state.used() / state.amount();
  }

  /** The store did not answer for this account: of several budgets FailClosed wins. */
  private void unavailable(int index, AccountReserve step) {
    var pricing = request.model().pricing();
    var redis = book.gateway().redis();
    boolean open = redis != null && pricing != null;
    for (BudgetRule rule : rules) {
      open = open && redis != null && rule.failsOpen(redis.onUnavailable());
    }
    long nanos = cost.at(Budget.Unit.Money, cap);
    if (open
        && redis != null
        && loop.takeAllowance(request.consumer().tenant(), nanos, redis.failOpenCapNanos())) {
      held.add(step.held(cap, cap));
      for (int i = index + 1; i < accounts.size(); i++) {
        held.add(new AccountReserve(accounts.get(i), cost, loop.clock.nowMs()).held(cap, cap));
      }
      granted(true);
    } else {
      // The script may have run all the same, or may still run.
      held.add(step.held(cap, cap));
      giveBack();
      decision.complete(closed());
    }
  }

  private HoldDecision closed() {
    var redis = book.gateway().redis();
    for (BudgetRule rule : rules) {
      if (redis == null || !rule.failsOpen(redis.onUnavailable())) {
        return new HoldDecision.Unavailable(rule.budget.name(), RETRY_AFTER_MS);
      }
    }
    return new HoldDecision.Unavailable(rules.getFirst().budget.name(), RETRY_AFTER_MS);
  }

  private void giveBack() {
    for (AccountHold account : held) {
      loop.giveBack(JournalEntry.release(account, id, meta));
    }
    held.clear();
  }
}

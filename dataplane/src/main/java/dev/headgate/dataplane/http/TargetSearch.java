package dev.headgate.dataplane.http;

import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.budget.CostCeiling;
import dev.headgate.dataplane.budget.HoldDecision;
import dev.headgate.dataplane.budget.HoldRequest;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.http.Keys.Entry.Caller;
import dev.headgate.dataplane.route.Plan;
import dev.headgate.dataplane.route.SkipReason;
import dev.headgate.dataplane.route.Step;
import dev.headgate.dataplane.snapshot.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange's search for the next target that can be called: its circuit lets it through, its
 * price fits, its budgets hold the call and its dialect can say it. What it takes on the way it
 * gives back for every target that falls out.
 */
final class TargetSearch {
  private static final Logger LOG = LoggerFactory.getLogger("dev.headgate.exchange");

  /** The exchange that searches. */
  interface Owner {
    /**
     * A target can be called; its permit and its hold are the owner's from now on.
     *
     * @param loweredBy who lowered the output cap; null when nobody did
     */
    void found(
        Step step,
        HoldDecision.Granted granted,
        Said.Outgoing outgoing,
        @Nullable String loweredBy);

    /**
     * It asks for the number of its tokens, which the target does not count.
     *
     * @param body the answer by our own estimate
     */
    void estimated(byte[] body);

    /** There is none. */
    void refuse(Refused refused);

    /** A store is being asked: the exchange's limits go on meanwhile. */
    void searches();

    /** Whether nobody waits for an answer any more. */
    boolean isOver();

    /** Runs what a bug must not leave without an end. */
    void guarded(Runnable work);
  }

  private final Loop loop;
  private final Owner owner;
  private final Configuration configuration;
  private final Caller caller;
  private final Ledger ledger;
  private final Told told;
  private final CallerRequest said;
  private final Asked asked;
  private final Recollection recollection;
  private final Route route;
  private final Plan plan;
  private final @Nullable String session;
  private final @Nullable CostCeiling callersMost;

  private @Nullable Step waiting;
  private HoldDecision.@Nullable Denied denied;

  /**
   * @param session of the caller's naming; null when not said
   * @param callersMost what the caller lets it cost; null when not said
   */
  TargetSearch(
      Loop loop,
      Owner owner,
      Configuration configuration,
      Caller caller,
      Ledger ledger,
      Told told,
      CallerRequest said,
      Recollection recollection,
      Route route,
      Plan plan,
      @Nullable String session,
      @Nullable CostCeiling callersMost) {
    this.loop = loop;
    this.owner = owner;
    this.configuration = configuration;
    this.caller = caller;
    this.ledger = ledger;
    this.told = told;
    this.said = said;
    this.asked = said.asked();
    this.recollection = recollection;
    this.route = route;
    this.plan = plan;
    this.session = session;
    this.callersMost = callersMost;
  }

  Route route() {
    return route;
  }

  Asked asked() {
    return asked;
  }

  Plan plan() {
    return plan;
  }

  Recollection recollection() {
    return recollection;
  }

  /** Looks for the next target. */
  void next() {
    var step = plan.next();
    if (step.isPresent()) {
      afford(step.get());
    } else {
      owner.refuse(exhausted());
    }
  }

  /** Looks whether a target that failed can be called again, else for the next one. */
  void again(Step failed) {
    var step = plan.again(failed);
    if (step.isPresent()) {
      afford(step.get());
    } else {
      // Its circuit has opened meanwhile.
      next();
    }
  }

  /** Ends it where it waits for a store: what that still grants is given back. */
  void stop() {
    if (waiting != null) {
      waiting.permit().ignore();
      waiting = null;
    }
  }

  /** What is told when no target is left. */
  Refused exhausted() {
    return Exhaustion.of(route, plan, ledger.notes(), denied);
  }

  /**
   * The request as this target gets it; null when it cannot be said there, and the target is passed
   * over or the request refused.
   */
  Said.@Nullable Outgoing say(Step step, HoldDecision.Granted granted) {
    return switch (said.to(recipient(step, granted.outputCap()))) {
      case Said.Outgoing outgoing -> outgoing;
      case Said.Estimated(var body) -> {
        step.permit().ignore();
        owner.estimated(body);
        yield null;
      }
      case Said.Invalid(var path, var message) -> {
        step.permit().ignore();
        owner.refuse(new Refused.InvalidBody(path, message));
        yield null;
      }
      case Said.Held() -> {
        plan.abandon(step, new SkipReason.HeldElsewhere());
        yield null;
      }
      case Said.Untranslatable(var message, var permissible) -> {
        plan.abandon(step, new SkipReason.Untranslatable(message, permissible));
        yield null;
      }
    };
  }

  private void afford(Step step) {
    if (said.counts()) {
      // A provider counts for nothing, so that there is nothing to hold.
      var free = new HoldDecision.Granted(FreeHold.HOLD, 0, false, null);
      decided(step, new OutputCap.Of(0, null), free);
      return;
    }
    var affordable =
        OutputCap.of(
            asked,
            route,
            step.candidate(),
            configuration.gateway(),
            callersMost,
            ledger.costNanos());
    switch (affordable) {
      case OutputCap.None(var tooDear) -> {
        plan.abandon(step, tooDear);
        next();
      }
      case OutputCap.Of cap -> reserve(step, cap);
    }
  }

  private void reserve(Step step, OutputCap.Of cap) {
    waiting = step;
    // Both are asked at once: the hold waits for nothing.
    var remembered = recollection.before(said, recipient(step, cap.tokens()));
    var held = loop.budgets().reserve(hold(step, cap));
    var decision = remembered == null ? held : remembered.compose(done -> held);
    if (decision.isComplete()) {
      decided(step, cap, decision.result());
    } else {
      owner.searches();
      decision.onComplete(made -> owner.guarded(() -> decided(step, cap, made.result())));
    }
  }

  private HoldRequest hold(Step step, OutputCap.Of cap) {
    return new HoldRequest(
        ledger.id(),
        step.attempt(),
        route,
        caller.consumer(),
        caller.keyId(),
        caller.consumer().user(),
        session,
        asked.model(),
        route.trafficClass(),
        step.candidate().key(),
        step.candidate().model(),
        asked.inputTokens(),
        cap.tokens(),
        route.limits().minOutputTokens(),
        asked.choices());
  }

  private void decided(Step step, OutputCap.Of cap, HoldDecision decision) {
    waiting = null;
    if (owner.isOver()) {
      // Nobody waits for it any more; its permit was given back when the caller went.
      if (decision instanceof HoldDecision.Granted unused) {
        unused.hold().release();
      }
      return;
    }
    switch (decision) {
      case HoldDecision.Granted granted -> granted(step, cap, granted);
      case HoldDecision.Denied no -> {
        denied(step, no);
        next();
      }
      case HoldDecision.Unavailable(var budget, var retryAfterMs) -> {
        step.permit().ignore();
        owner.refuse(new Refused.BudgetStoreUnavailable(budget, retryAfterMs));
      }
      case HoldDecision.NotProgrammed(var budget, var refusal) -> {
        step.permit().ignore();
        owner.refuse(new Refused.NotProgrammed("TokenBudget " + budget, refusal));
      }
    }
  }

  private void granted(Step step, OutputCap.Of cap, HoldDecision.Granted granted) {
    var outgoing = say(step, granted);
    if (outgoing != null) {
      owner.found(step, granted, outgoing, cap.loweredBy());
      return;
    }
    granted.hold().release();
    if (!owner.isOver()) {
      next();
    }
  }

  private void denied(Step step, HoldDecision.Denied no) {
    denied = no;
    told.denied(no.binding());
    LOG.info(
        "Skipping model: Budget exceeded: request={} target={} budget={} limit={} need={}"
            + " remaining={}",
        ledger.id(),
        step.candidate().key().label(),
        no.binding().budget(),
        no.binding().limit(),
        no.need(),
        no.binding().remaining());
    plan.abandon(
        step,
        new SkipReason.OverBudget(no.binding().budget(), no.need(), no.binding().remaining()));
  }

  private Recipient recipient(Step step, int outputCap) {
    var candidate = step.candidate();
    return new Recipient(
        candidate.backend(),
        candidate.model(),
        outputCap,
        route.translation(),
        candidate.backend().dialect() == Dialect.OpenAIResponses
            && configuration.onlyAccountOfItsDialect(route, candidate.backend()),
        route.streaming().upstreamAlways() && !asked.stream() && candidate.streams(),
        asked.inputTokens());
  }
}

package dev.headgate.dataplane.route;

import dev.headgate.contract.Backend;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.circuit.Circuits;
import dev.headgate.dataplane.circuit.Permit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One exchange's way through the targets of its route. It is lazy: circuits are asked when a step
 * is taken. Not thread safe; it belongs to the exchange.
 */
public final class Plan {
  private final Route route;
  private final List<Candidate> order;
  private final Needs needs;
  private final Circuits circuits;
  private final List<Skipped> skipped;
  private final @Nullable EmbeddingSpace space;
  private final Set<String> refusedCredentials = new HashSet<>();
  private int following;
  private int attempts;
  private int calls;
  private int tooSmallWindow;

  Plan(RouteMatch.Matched matched, List<Candidate> order, Needs needs, Circuits circuits) {
    this.route = matched.route();
    this.order = order;
    this.needs = needs;
    this.circuits = circuits;
    this.skipped = new ArrayList<>(matched.unready());
    this.space =
        needs.capabilities().contains(Backend.Capability.Embeddings)
            ? EmbeddingSpace.of(matched)
            : null;
  }

  /**
   * A call to the next target that can take it; those that cannot are {@link #skipped}. Empty when
   * the plan is at its end or the route's {@code retry.maxCalls} are made.
   */
  public Optional<Step> next() {
    while (following < order.size() && calls < route.retry().maxCalls()) {
      var candidate = order.get(following++);
      var reason = unfit(candidate);
      if (reason == null) {
        var permit = acquire(candidate);
        if (permit.isPresent()) {
          var kind = calls == 0 ? Step.Kind.First : Step.Kind.Failover;
          return Optional.of(take(candidate, permit.get(), 1, kind));
        }
        reason = circuitOpen(candidate);
      }
      skip(candidate, reason);
    }
    return Optional.empty();
  }

  /** Whether {@link #again} may give a step, the circuit permitting. */
  public boolean mayCallAgain(Step step) {
    return step.call() < step.candidate().maxCalls() && calls < route.retry().maxCalls();
  }

  /** Another call to the same target. Empty when it has no calls left or its circuit has opened. */
  public Optional<Step> again(Step step) {
    if (!mayCallAgain(step)) {
      return Optional.empty();
    }
    return acquire(step.candidate())
        .map(permit -> take(step.candidate(), permit, step.call() + 1, Step.Kind.Retry));
  }

  /** Whether a target is left that could be called now, without taking a step. */
  public boolean hasNext() {
    if (calls >= route.retry().maxCalls()) {
      return false;
    }
    for (int i = following; i < order.size(); i++) {
      if (unfit(order.get(i)) == null && circuits.allows(order.get(i).key())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells what became of a step where that narrows the choice: after Credential no other target
   * with the same credential is called, after ContextTooLong only larger windows.
   */
  public void failed(Step step, FailureClass failure) {
    switch (failure) {
      case Credential -> refusedCredentials.add(step.candidate().backend().id());
      case ContextTooLong ->
          tooSmallWindow =
              Math.max(tooSmallWindow, Math.max(1, step.candidate().model().contextWindow()));
      case StaleConnection,
          Transient,
          RateLimited,
          QuotaExhausted,
          Deterministic,
          Refused,
          ClientGone -> {}
    }
  }

  /** Gives a step back unused, its permit too: nothing was sent and it counts as no call. */
  public void abandon(Step step, SkipReason reason) {
    step.permit().ignore();
    calls--;
    skip(step.candidate(), reason);
  }

  /** Calls taken so far. */
  public int calls() {
    return calls;
  }

  /** The targets that were passed over so far, in that order. */
  public List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  private Step take(Candidate candidate, Permit permit, int call, Step.Kind kind) {
    calls++;
    return new Step(candidate, permit, ++attempts, call, kind);
  }

  private Optional<Permit> acquire(Candidate candidate) {
    return circuits.tryAcquire(
        candidate.key(), needs.capabilities().contains(Backend.Capability.Streaming));
  }

  private void skip(Candidate candidate, SkipReason reason) {
    skipped.add(new Skipped(candidate.key(), candidate.tier(), reason));
  }

  private @Nullable SkipReason unfit(Candidate candidate) {
    var model = candidate.model();
    if (refusedCredentials.contains(candidate.backend().id())) {
      return new SkipReason.CredentialRefused(candidate.backend().id());
    }
    // An empty list says nothing, like a window of 0: such a model is believed to do everything.
    if (!model.capabilities().isEmpty()
        && !model.capabilities().containsAll(needs.capabilities())) {
      var missing = EnumSet.copyOf(needs.capabilities());
      missing.removeAll(model.capabilities());
      return new SkipReason.Incapable(missing);
    }
    if (space != null && !space.holds(candidate)) {
      return new SkipReason.OtherEmbeddingSpace(space.name());
    }
    int window = model.contextWindow();
    if (tooSmallWindow > 0 && window <= tooSmallWindow) {
      return new SkipReason.NoLargerWindow(window);
    }
    long needed = needs.inputTokens() + needs.outputTokens();
    return window > 0 && needed > window ? new SkipReason.ContextTooSmall(needed, window) : null;
  }

  private SkipReason circuitOpen(Candidate candidate) {
    return circuits
        .state(candidate.key())
        .map(state -> new SkipReason.CircuitOpen(state.reason(), state.nextProbeMs()))
        .orElseGet(() -> new SkipReason.CircuitOpen(null, null));
  }
}

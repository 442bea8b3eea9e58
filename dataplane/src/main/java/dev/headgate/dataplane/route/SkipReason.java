package dev.headgate.dataplane.route;

import dev.headgate.contract.Backend;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a target was passed over; {@link #describe} is for a person. */
public sealed interface SkipReason {

  /** One clause, such as {@code its context window of 8192 tokens is too small for 9000}. */
  String describe();

  /** CamelCase, for labels and headers. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * The circuit lets no call through.
   *
   * @param cause why it is open, CamelCase; null when another call took the last probe meanwhile
   * @param nextProbeMs when it may be tried again, since the epoch; null when not known
   */
  record CircuitOpen(@Nullable String cause, @Nullable Long nextProbeMs) implements SkipReason {
    @Override
    public String describe() {
      return cause == null ? "its circuit is open" : "its circuit is open (" + cause + ")";
    }
  }

  /**
   * The prompt does not fit.
   *
   * @param needed tokens of input and of the output asked for
   * @param window the model's, tokens
   */
  record ContextTooSmall(long needed, int window) implements SkipReason {
    @Override
    public String describe() {
      return "its context window of " + window + " tokens is too small for " + needed;
    }
  }

  /**
   * The model cannot do what the request asks.
   *
   * @param missing what it lacks
   */
  record Incapable(Set<Backend.Capability> missing) implements SkipReason {
    @Override
    public String describe() {
      return "it lacks " + missing;
    }
  }

  /**
   * Its vectors cannot be compared with those of the route's first target.
   *
   * @param wanted of the route's first target; null when that one names no space, or is not ready
   */
  record OtherEmbeddingSpace(@Nullable String wanted) implements SkipReason {
    @Override
    public String describe() {
      return wanted == null
          ? "it may embed into another space than the route's first target, which names none"
          : "it does not embed into " + wanted + " as the route's first target does";
    }
  }

  /**
   * The backend or its model is not in the snapshot.
   *
   * @param missing what is not there, such as {@code backend ai/openai}
   */
  record NotReady(String missing) implements SkipReason {
    @Override
    public String describe() {
      return missing + " is not there";
    }
  }

  /**
   * A budget does not afford it; a cheaper target may fit.
   *
   * @param budget name
   * @param need in the limit's unit
   * @param remaining in the limit's unit
   */
  record OverBudget(String budget, long need, long remaining) implements SkipReason {
    @Override
    public String describe() {
      return "budget " + budget + " has too little left for it";
    }
  }

  /**
   * The route, or the caller, lets a request cost less.
   *
   * @param by who says so, such as {@code x-headgate-max-cost}
   * @param most what the request may cost, 10⁻⁹ of the reporting currency
   * @param need what it may have cost by then with the least output that is worth anything, 10⁻⁹;
   *     null when the target has no price in the reporting currency
   */
  record TooDear(String by, long most, @Nullable Long need) implements SkipReason {
    @Override
    public String describe() {
      return need == null
          ? "it has no price that " + by + " could be compared with"
          : "it is too dear for " + by;
    }
  }

  /**
   * The request cannot be said to it without losing more than the route permits.
   *
   * @param message names the paths and why
   * @param permissible whether a route that permits every loss would let it go
   */
  record Untranslatable(String message, boolean permissible) implements SkipReason {
    @Override
    public String describe() {
      return message;
    }
  }

  /** The request goes on from what another provider holds of the conversation. */
  record HeldElsewhere() implements SkipReason {
    @Override
    public String describe() {
      return "what the request goes on from is not held there";
    }
  }

  /**
   * The provider refused this backend's credential earlier in the same exchange.
   *
   * @param backend id
   */
  record CredentialRefused(String backend) implements SkipReason {
    @Override
    public String describe() {
      return "backend " + backend + " refused its credential";
    }
  }

  /**
   * An earlier target of the same exchange said that the prompt is too long, and this one has no
   * larger window.
   *
   * @param window the model's, tokens; 0 when not said
   */
  record NoLargerWindow(int window) implements SkipReason {
    @Override
    public String describe() {
      return "its context window is no larger than the one that was too small";
    }
  }
}

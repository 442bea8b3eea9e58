package dev.headgate.dataplane.http;

import dev.headgate.contract.Refusal;
import dev.headgate.dataplane.budget.BudgetState;
import dev.headgate.dataplane.route.RouteMatch;
import dev.headgate.dataplane.route.SkipReason;
import dev.headgate.dataplane.route.Skipped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a request gets no answer of a provider. {@link Refusals} turns it into HTTP. */
sealed interface Refused {

  /** No snapshot has been applied yet. */
  record NoConfiguration() implements Refused {}

  /** No key, or a wrong one. */
  record InvalidKey(KeyFault fault) implements Refused {}

  /** What is wrong with a key. */
  enum KeyFault {
    ABSENT,
    IN_QUERY,
    MALFORMED,
    UNKNOWN,
    NOT_ACCEPTED
  }

  /** There are routes for the model, and none is for this caller. */
  record NotAllowed(String model, RouteMatch.Rule rule) implements Refused {}

  /** No route is for this model. */
  record NoRoute(String model) implements Refused {}

  /** No such path. */
  record NoPath(String path) implements Refused {}

  /** The path exists for other methods. */
  record MethodNotAllowed(String allowed) implements Refused {}

  /** An object that the call needs must not be used; its reason is in its conditions. */
  record NotProgrammed(String object, Refusal refusal) implements Refused {}

  /** The route serves other dialects. */
  record Untranslatable(String route) implements Refused {}

  /** No target of the route can do what the request asks. */
  record Incapable(String route, List<Skipped> skipped) implements Refused {}

  /** The body is wrong. */
  record InvalidBody(String path, String message) implements Refused {}

  /** A header is wrong, or the request is no HTTP as we take it. */
  record InvalidHead(String message) implements Refused {}

  /** The route forbids streams. */
  record StreamingDisabled(String route) implements Refused {}

  /** The body is too large. */
  record RequestTooLarge(long limit) implements Refused {}

  /** The head is too large. */
  record HeadersTooLarge(int limit) implements Refused {}

  /** The body did not come in time. */
  record RequestTimeout(long limitMs) implements Refused {}

  /** The proxy holds all it may. */
  record Overloaded(String why) implements Refused {}

  /** The prompt is longer than the route allows. */
  record InputTooLong(String route, long tokens, long limit) implements Refused {}

  /** The prompt fits no target of the route. */
  record ContextTooLong(List<AttemptNote> attempts, List<Skipped> skipped) implements Refused {}

  /** Of the targets that are left none holds what the request goes on from. */
  record ThreadNotFound(List<AttemptNote> attempts, List<Skipped> skipped) implements Refused {}

  /** No target of the route is affordable. */
  record BudgetExceeded(BudgetState binding, long need, List<Skipped> skipped) implements Refused {}

  /**
   * No target of the route is cheap enough for this one request.
   *
   * @param cheapest of those passed over for their price
   * @param route whose targets they are
   */
  record TooDear(SkipReason.TooDear cheapest, String route, List<Skipped> skipped)
      implements Refused {}

  /** The store cannot be asked. */
  record BudgetStoreUnavailable(String budget, long retryAfterMs) implements Refused {}

  /** The route's targets are gone. */
  record NoTarget(String route, List<Skipped> skipped) implements Refused {}

  /**
   * A stream ended early after the caller had some of it: nobody else can go on from there.
   *
   * @param attempts every call, the broken one last
   */
  record StreamBroken(List<AttemptNote> attempts) implements Refused {}

  /** Every target failed or was passed over. */
  record ProvidersExhausted(List<AttemptNote> attempts, List<Skipped> skipped) implements Refused {}

  /** Every target that was asked is rationed at the moment. */
  record RateLimited(List<AttemptNote> attempts, List<Skipped> skipped, @Nullable Long retryAfterMs)
      implements Refused {}

  /** Time is up. */
  record DeadlineExceeded(long limitMs, List<AttemptNote> attempts) implements Refused {}
}

package dev.headgate.dataplane.http;

import dev.headgate.dataplane.http.Refused.KeyFault;
import dev.headgate.dataplane.route.RouteMatch;
import dev.headgate.dataplane.route.SkipReason;
import dev.headgate.dataplane.route.Skipped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The one place where refusals become HTTP (surface.md, "Errors"): each says what happened, which
 * object decided it, what the caller can do, and when to come back.
 */
final class Refusals {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  private Refusals() {}

  static ErrorAnswer of(Refused refused) {
    return switch (refused) {
      case Refused.NoConfiguration() ->
          ErrorAnswer.of(
                  503,
                  "no_configuration",
                  SERVER,
                  "This proxy has not received its configuration yet. Try again shortly.")
              .retryAfter(1_000L);
      case Refused.InvalidKey(var fault) ->
          ErrorAnswer.of(401, "invalid_key", "authentication_error", keyFault(fault));
      case Refused.NotAllowed(var model, var rule) ->
          ErrorAnswer.of(
              403,
              "not_allowed",
              "permission_error",
              "Model '"
                  + model
                  + "' is not for this caller: "
                  + rule(rule)
                  + "."
                  + " GET /v1/models lists what this key may use.");
      case Refused.NoRoute(var model) ->
          ErrorAnswer.of(
                  404,
                  "no_route",
                  INVALID,
                  "No LlmRoute of this gateway takes model '"
                      + model
                      + "'. GET /v1/models lists what this key may use.")
              .at("model");
      case Refused.NoPath(var path) ->
          ErrorAnswer.of(404, "no_route", INVALID, "There is nothing at " + path + ".");
      case Refused.MethodNotAllowed(var allowed) ->
          ErrorAnswer.of(
              405, "method_not_allowed", INVALID, "This path takes " + allowed + " only.");
      case Refused.NotProgrammed(var object, var refusal) ->
          ErrorAnswer.of(
              503,
              "not_programmed",
              SERVER,
              object
                  + " is not in force ("
                  + refusal.reason()
                  + "): "
                  + refusal.message()
                  + " Its owner must mend it; its status says the same.");
      case Refused.Untranslatable(var route) ->
          ErrorAnswer.of(
              400,
              "untranslatable",
              INVALID,
              "LlmRoute " + route + " takes this model in other dialects than this path's.");
      case Refused.Incapable(var route, var skipped) ->
          ErrorAnswer.of(
              400,
              "untranslatable",
              INVALID,
              "No target of LlmRoute "
                  + route
                  + " can do what this request asks."
                  + told(skipped)
                  + advice(skipped));
      case Refused.InvalidBody(var path, var message) ->
          ErrorAnswer.of(
                  400,
                  "invalid_request",
                  INVALID,
                  (path.equals("$") ? "The body " : path + " ") + message + ".")
              .at(path);
      case Refused.InvalidHead(var message) ->
          ErrorAnswer.of(400, "invalid_request", INVALID, message);
      case Refused.StreamingDisabled(var route) ->
          ErrorAnswer.of(
                  400,
                  "invalid_request",
                  INVALID,
                  "LlmRoute " + route + " does not stream: ask without stream.")
              .at("$.stream");
      case Refused.RequestTooLarge(var limit) ->
          ErrorAnswer.of(
              413,
              "request_too_large",
              INVALID,
              "The body is larger than the gateway's limits.maxBodySize of " + limit + " bytes.");
      case Refused.HeadersTooLarge(var limit) ->
          ErrorAnswer.of(
              431,
              "headers_too_large",
              INVALID,
              "The headers are larger than the gateway's limits.maxHeaderSize of "
                  + limit
                  + " bytes.");
      case Refused.RequestTimeout(var limit) ->
          ErrorAnswer.of(
              408,
              "request_timeout",
              INVALID,
              "The request did not arrive within the gateway's limit of " + limit + " ms.");
      case Refused.Overloaded(var why) ->
          ErrorAnswer.of(503, "overloaded", SERVER, why + " Try again shortly.").retryAfter(1_000L);
      case Refused.InputTooLong(var route, var tokens, var limit) ->
          ErrorAnswer.of(
                  400,
                  "context_too_long",
                  INVALID,
                  "The prompt has about "
                      + tokens
                      + " tokens; LlmRoute "
                      + route
                      + " takes at most "
                      + limit
                      + " (limits.maxInputTokens).")
              .at("$.messages");
      case Refused.ContextTooLong(var attempts, var skipped) ->
          ErrorAnswer.of(
                  400,
                  "context_too_long",
                  INVALID,
                  "The prompt and the output asked for fit no target of the route: shorten them."
                      + told(attempts, skipped))
              .at("$.messages");
      case Refused.ThreadNotFound(var attempts, var skipped) ->
          ErrorAnswer.of(
                  400,
                  "thread_not_found",
                  INVALID,
                  "No provider that can answer holds the thread that this request goes on from:"
                      + " send the whole conversation, as Anthropic's SDKs do by themselves now."
                      + told(attempts, skipped))
              .at("$.thread");
      case Refused.BudgetExceeded exceeded -> budgetExceeded(exceeded);
      case Refused.TooDear dear -> tooDear(dear);
      case Refused.BudgetStoreUnavailable(var budget, var retryAfterMs) ->
          ErrorAnswer.of(
                  503,
                  "budget_store_unavailable",
                  SERVER,
                  "Budget "
                      + budget
                      + " cannot be asked at the moment and fails closed. Try again shortly.")
              .retryAfter(retryAfterMs);
      case Refused.NoTarget(var route, var skipped) ->
          ErrorAnswer.of(
              503,
              "no_target",
              SERVER,
              "LlmRoute " + route + " has no target that is ready." + told(skipped));
      case Refused.ProvidersExhausted(var attempts, var skipped) ->
          ErrorAnswer.of(
                  502,
                  "providers_exhausted",
                  SERVER,
                  "All providers exhausted: no target of the route answered."
                      + told(attempts, skipped))
              .asLast();
      case Refused.StreamBroken(var attempts) ->
          ErrorAnswer.of(
                  502,
                  "providers_exhausted",
                  SERVER,
                  "The provider's stream broke off after you had part of it, and no other can go on"
                      + " from there: ask again."
                      + told(attempts, List.of()))
              .asLast();
      case Refused.RateLimited(var attempts, var skipped, var retryAfterMs) ->
          ErrorAnswer.of(
                  429,
                  "rate_limited",
                  "rate_limit_error",
                  "The providers of this route ration their calls at the moment."
                      + told(attempts, skipped))
              .retryAfter(retryAfterMs);
      case Refused.DeadlineExceeded(var limit, var attempts) ->
          ErrorAnswer.of(
              504,
              "deadline_exceeded",
              SERVER,
              "No answer came within " + limit + " ms." + told(attempts, List.of()));
    };
  }

  private static ErrorAnswer budgetExceeded(Refused.BudgetExceeded exceeded) {
    var state = exceeded.binding();
    var unit = state.unit();
    var reset =
        state.resetsAtMs() == null
            ? "Each request has this limit: ask for less output or send less input."
            : "It resets at " + Instant.ofEpochMilli(state.resetsAtMs()) + ".";
    return ErrorAnswer.of(
            429,
            "budget_exceeded",
            "insufficient_quota",
            "Budget exceeded: limit '"
                + state.limit()
                + "' of TokenBudget "
                + state.budget()
                + " allows "
                + Figures.amountWithUnit(unit, state.currency(), state.amount())
                + " per "
                + state.window()
                + ", "
                + Figures.amountWithUnit(unit, state.currency(), state.used())
                + " are used or held and this request may need "
                + Figures.amountWithUnit(unit, state.currency(), exceeded.need())
                + ". "
                + reset
                + told(exceeded.skipped()))
        .asLast();
  }

  private static ErrorAnswer tooDear(Refused.TooDear refused) {
    var cheapest = refused.cheapest();
    var need = cheapest.need();
    return ErrorAnswer.of(
            429,
            "budget_exceeded",
            "insufficient_quota",
            "No target of LlmRoute "
                + refused.route()
                + " is cheap enough: "
                + cheapest.by()
                + " lets one request cost "
                + Figures.money(cheapest.most())
                + (need == null ? "" : ", the cheapest may need " + Figures.money(need))
                + ". Ask for less output, send less input, or raise it."
                + told(refused.skipped()))
        .asLast();
  }

  private static String keyFault(KeyFault fault) {
    return switch (fault) {
      case ABSENT -> "No API key: send it as Authorization: Bearer, x-api-key or x-goog-api-key.";
      case IN_QUERY ->
          "API keys are not taken from the query string, where every log on the way would keep"
              + " them: send it as Authorization: Bearer, x-api-key or x-goog-api-key, and have"
              + " this key replaced.";
      case MALFORMED -> "The API key is none of this gateway's: they look like hg_<id>_<secret>.";
      case UNKNOWN -> "The API key is not known here. Ask whoever gave it to you for a new one.";
      case NOT_ACCEPTED -> "This gateway lets nobody in by API key (authentication.apiKeys).";
    };
  }

  private static String rule(RouteMatch.Rule rule) {
    return switch (rule) {
      case RouteConsumers -> "the LlmRoute's match.consumers name others";
      case ConsumerRoutes -> "its LlmConsumer's routes do not list the route";
      case AllowedModels -> "its LlmConsumer's allowedModels do not list the model";
      case AllowedClasses -> "its LlmConsumer's allowedClasses do not list the route's class";
    };
  }

  /** What the route's owner can do where only the loss stands in the way. */
  private static String advice(List<Skipped> skipped) {
    return skipped.stream()
            .anyMatch(
                each ->
                    each.reason() instanceof SkipReason.Untranslatable(var message, var permissible)
                        && permissible)
        ? " Leave it out, or ask the route's owner for translation: Permissive, which leaves it out"
            + " and says so."
        : "";
  }

  private static String told(List<Skipped> skipped) {
    return told(List.of(), skipped);
  }

  /** Every call and every target passed over, in that order. */
  private static String told(List<AttemptNote> attempts, List<Skipped> skipped) {
    var parts = new ArrayList<String>();
    attempts.forEach(attempt -> parts.add(attempt.describe()));
    skipped.forEach(
        skip -> parts.add(skip.target().label() + " was passed over: " + reason(skip.reason())));
    return parts.isEmpty() ? "" : " Attempts: " + String.join("; ", parts) + ".";
  }

  private static String reason(SkipReason reason) {
    return reason.describe();
  }
}

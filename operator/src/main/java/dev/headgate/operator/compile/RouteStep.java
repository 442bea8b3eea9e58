package dev.headgate.operator.compile;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.contract.TrafficClass;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Reason;
import dev.headgate.crds.route.Backoff;
import dev.headgate.crds.route.Fallback;
import dev.headgate.crds.route.LlmRouteSpec;
import dev.headgate.crds.route.OnOverflow;
import dev.headgate.crds.route.Retry;
import dev.headgate.crds.route.RouteFailure;
import dev.headgate.crds.route.RouteLimits;
import dev.headgate.crds.route.Strategy;
import dev.headgate.crds.route.Streaming;
import dev.headgate.crds.route.Tier;
import dev.headgate.crds.route.UpstreamStreaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles which requests go where. */
final class RouteStep {
  private static final List<RouteFailure> RETRIED = List.of(RouteFailure.Transient);

  /** Not Refused: another provider is asked what one refused only if the route says so. */
  private static final List<RouteFailure> FALLEN_BACK =
      List.of(
          RouteFailure.Transient,
          RouteFailure.RateLimited,
          RouteFailure.QuotaExhausted,
          RouteFailure.Credential,
          RouteFailure.ContextTooLong);

  private final Resource<LlmRouteSpec> object;
  private final LlmRouteSpec spec;
  private final Findings findings;
  private final Values values;
  private final TrafficClass trafficClass;
  private final ClassDefaults classDefaults;

  RouteStep(Resource<LlmRouteSpec> object, LlmRouteSpec spec, Findings findings) {
    this.object = object;
    this.spec = spec;
    this.findings = findings;
    this.values = new Values(findings);
    this.trafficClass = TrafficClass.valueOf(spec.trafficClass().name());
    this.classDefaults = ClassDefaults.of(trafficClass);
  }

  /**
   * What came of it.
   *
   * @param route as the snapshot will say it, refused or not
   * @param facts for its status; null when it could not be compiled
   */
  record Outcome(Route route, Facts.@Nullable OfRoute facts) {}

  /**
   * Compiles a route. What the step throws refuses only this route, and even then its match stands:
   * no less strict route may take its calls.
   *
   * @return null when not even its match can be read
   */
  static @Nullable Outcome isolated(
      Resource<LlmRouteSpec> object,
      LlmRouteSpec spec,
      Surroundings surroundings,
      Findings findings) {
    if (!surroundings.gatewayAccepted()) {
      findings.refuse(
          "spec.gatewayRef",
          Reason.ParentNotAccepted,
          "LlmGateway " + surroundings.gateway() + " is refused; its status says why");
    }
    var step = new RouteStep(object, spec, findings);
    var outcome = Compiler.<Outcome>isolated(findings, () -> step.compile(surroundings));
    return outcome != null
        ? outcome
        : Compiler.<Outcome>isolated(
            findings, () -> new Outcome(step.refused(surroundings.selection()), null));
  }

  private Outcome compile(Surroundings surroundings) {
    FirewallStep.check(object, spec, surroundings.firewalls(), findings);
    var targets =
        new TargetStep(object, spec, findings)
            .resolve(name -> surroundings.backends().usableBy(object, name), trafficClass);
    var modelDeadlines = surroundings.deadlines();
    var money = surroundings.money();
    var outbound =
        targets.stream().map(TargetStep.Resolved::dialect).filter(Objects::nonNull).toList();
    var match = new MatchStep(object, spec, findings).compile(outbound, surroundings.selection());
    var over = money.over(object.id(), match, trafficClass);
    var compiled = new ArrayList<Route.Target>();
    long requestMs = 0;
    for (var target : targets) {
      var model = target.model();
      if (model == null) {
        continue;
      }
      money.requirePrice(
          target.path(), target.name(), model.pricing(), over, object.namespace(), findings);
      var ceiling = ceiling(target.tier());
      if (ceiling != null) {
        money.requireComparable(
            target.path(), target.name(), model.pricing(), ceiling.path(), findings);
      }
      compiled.add(
          target.compiled(
              tierDeadlines(target.tier())
                  .or(fallbackDeadlines())
                  .or(target.deadlines())
                  .or(modelDeadlines.attempt(model))));
      requestMs = Math.max(requestMs, modelDeadlines.requestMs(model));
    }
    var retry = retry();
    var route =
        new Route(
            object.id(),
            object.createdAtMs(),
            null,
            match,
            trafficClass,
            strategy(),
            compiled,
            tiers(compiled, retry),
            retry,
            fallback(),
            streaming(),
            limits(),
            compiled.isEmpty() ? modelDeadlines.ordinaryRequestMs() : requestMs,
            translation());
    return new Outcome(
        refusedOrNot(route),
        new Facts.OfRoute(
            findings.accepted() ? match.dialects() : List.of(),
            targets.stream().map(TargetStep.Resolved::state).toList()));
  }

  /** Only what it matches and why it is refused. */
  private Route refused(Selection selection) {
    return new Route(
        object.id(),
        object.createdAtMs(),
        findings.refusal(),
        new MatchStep(object, spec, findings).compile(List.of(), selection),
        trafficClass,
        Route.Strategy.Priority,
        List.of(),
        List.of(),
        new Route.Retry(0, 1, List.of(), 0, 1, 0),
        new Route.Fallback(List.of()),
        new Route.Streaming(true, 0, 0),
        new Route.Limits(0, 0, 0),
        1);
  }

  private Route refusedOrNot(Route route) {
    return new Route(
        route.id(),
        route.createdAtMs(),
        findings.refusal(),
        route.match(),
        route.trafficClass(),
        route.strategy(),
        route.targets(),
        route.tiers(),
        route.retry(),
        route.fallback(),
        route.streaming(),
        route.limits(),
        route.requestTimeoutMs(),
        route.translation());
  }

  private Route.Strategy strategy() {
    var strategy = spec.strategy() == null ? classDefaults.strategy() : spec.strategy();
    if (spec.strategy() == null && strategy == Strategy.Cheapest) {
      findings.refuse(
          "spec.strategy",
          Reason.NotSupportedYet,
          ("%s is the default strategy of class %s and not built yet: write Priority or Weighted"
                  + " until it is")
              .formatted(strategy, trafficClass));
    }
    return strategy == Strategy.Weighted ? Route.Strategy.Weighted : Route.Strategy.Priority;
  }

  private Route.Translation translation() {
    var translation = spec.translation();
    return translation == null
        ? Route.Translation.Warn
        : Route.Translation.valueOf(translation.name());
  }

  private @Nullable Tier tier(int number) {
    return spec.tiers().stream().filter(t -> t.tier() == number).findFirst().orElse(null);
  }

  private Deadlines tierDeadlines(int number) {
    var tier = tier(number);
    return tier == null
        ? Deadlines.NOTHING
        : Deadlines.read(
            values,
            "spec.tiers[].firstTokenWithin",
            tier.firstTokenWithin(),
            "spec.tiers[].answerWithin",
            tier.answerWithin());
  }

  private Deadlines fallbackDeadlines() {
    var fallback = spec.fallback();
    return fallback == null
        ? Deadlines.NOTHING
        : Deadlines.read(
            values,
            "spec.fallback.attemptTimeout",
            fallback.attemptTimeout(),
            "spec.fallback.answerTimeout",
            fallback.answerTimeout());
  }

  /**
   * What a request may cost.
   *
   * @param path where it is written
   * @param most in the gateway's reporting currency
   */
  private record Ceiling(String path, Decimal most) {}

  /** The tier's own, else the fallback's; null when nobody says one. */
  private @Nullable Ceiling ceiling(int number) {
    var tier = tier(number);
    if (tier != null && tier.maxCostPerRequest() != null) {
      return new Ceiling("spec.tiers[].maxCostPerRequest", tier.maxCostPerRequest());
    }
    var fallback = spec.fallback();
    return fallback == null || fallback.maxCostPerRequest() == null
        ? null
        : new Ceiling("spec.fallback.maxCostPerRequest", fallback.maxCostPerRequest());
  }

  /** Each target of the first tier is called 1 + attempts times at most, every other one once. */
  private List<Route.Tier> tiers(List<Route.Target> targets, Route.Retry retry) {
    var numbers = new TreeSet<Integer>();
    targets.forEach(t -> numbers.add(t.tier()));
    var tiers = new ArrayList<Route.Tier>();
    int first = spec.targets().stream().mapToInt(TargetStep::tierOf).min().orElse(1);
    for (int number : numbers) {
      var tier = tier(number);
      var written = tier == null ? null : tier.maxCalls();
      int usual = number == first ? 1 + retry.attempts() : 1;
      var ceiling = ceiling(number);
      tiers.add(
          new Route.Tier(
              number,
              written == null ? usual : written,
              ceiling == null ? null : values.nanos(ceiling.path(), ceiling.most())));
    }
    return tiers;
  }

  private Route.Retry retry() {
    var retry = spec.retry() == null ? new Retry(null, null, List.of(), null) : spec.retry();
    var backoff = retry.backoff() == null ? new Backoff(null, null, null) : retry.backoff();
    return new Route.Retry(
        or(retry.attempts(), classDefaults.retryAttempts()),
        or(retry.maxCalls(), classDefaults.maxCalls()),
        failures(retry.failures().isEmpty() ? RETRIED : retry.failures()),
        values.millis("spec.retry.backoff.base", backoff.base(), 250),
        or(backoff.factor(), 2),
        values.millis("spec.retry.backoff.max", backoff.max(), 8_000));
  }

  private Route.Fallback fallback() {
    Fallback written = spec.fallback();
    var failures =
        failures(
            written == null || written.failures().isEmpty() ? FALLEN_BACK : written.failures());
    if (spec.context() != null && spec.context().onOverflow() == OnOverflow.Reject) {
      failures = failures.stream().filter(f -> f != FailureClass.ContextTooLong).toList();
    }
    return new Route.Fallback(failures);
  }

  private static List<FailureClass> failures(List<RouteFailure> given) {
    return given.stream().map(f -> FailureClass.valueOf(f.name())).distinct().sorted().toList();
  }

  private Route.Streaming streaming() {
    var streaming =
        spec.streaming() == null ? new Streaming(null, null, null, null, null) : spec.streaming();
    return new Route.Streaming(
        streaming.enabled() == null || streaming.enabled(),
        values.millis("spec.streaming.maxDuration", streaming.maxDuration(), 1_800_000),
        values.millis("spec.streaming.keepAlive", streaming.keepAlive(), 15_000),
        streaming.upstream() == UpstreamStreaming.Always);
  }

  private Route.Limits limits() {
    var limits = spec.limits() == null ? new RouteLimits(null, null, null) : spec.limits();
    return new Route.Limits(
        or(limits.maxInputTokens(), 0),
        or(limits.maxOutputTokens(), 0),
        or(limits.minOutputTokens(), 256));
  }

  private static int or(@Nullable Integer given, int absent) {
    return given == null ? absent : given;
  }
}

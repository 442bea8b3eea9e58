package dev.headgate.operator.compile;

import static dev.headgate.operator.compile.Kind.FailoverDrill;
import static dev.headgate.operator.compile.Kind.LlmConsumer;
import static dev.headgate.operator.compile.Kind.LlmGateway;
import static dev.headgate.operator.compile.Kind.LlmRoute;
import static dev.headgate.operator.compile.Kind.PromptFirewall;
import static dev.headgate.operator.compile.Kind.ProviderBackend;
import static dev.headgate.operator.compile.Kind.TokenBudget;

import dev.headgate.operator.compile.UnbuiltField.Effect;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The one table of what manifests may say and nothing does yet (kinds.md, "What is not built yet").
 * A path leaves it in the commit that implements it. {@code docs/limits.md} is written from it.
 */
public final class Unbuilt {

  private static final List<UnbuiltField> ROWS =
      List.of(
          // LlmGateway
          inert(LlmGateway, "spec.listeners[].tls", "the listener is not opened, in clear neither"),
          inert(LlmGateway, "spec.authentication.serviceAccounts", "nobody gets in by a token"),
          inert(LlmGateway, "spec.authentication.oidc", "nobody gets in by a token"),
          inert(LlmGateway, "spec.exchangeRates", "prices and budgets meet in one currency only"),
          binding(LlmGateway, "spec.defaults.rateLimits", "calls would not be limited"),
          binding(LlmGateway, "spec.defaults.budget", "spend would not be limited"),
          inert(LlmGateway, "spec.owner", "nobody is told"),
          inert(LlmGateway, "spec.classifier", "requests are not classified"),
          binding(LlmGateway, "spec.upstreams.proxy", "calls would not go by way of the proxy"),
          binding(LlmGateway, "spec.upstreams.caSecretKeyRef", "the proxy would not be trusted"),
          inert(LlmGateway, "spec.telemetry", "figures are on /metrics only"),
          inert(LlmGateway, "spec.notifications", "nobody is told"),
          inert(LlmGateway, "spec.audit", "no audit record is written"),
          inert(LlmGateway, "spec.statusMessage", "there is no status page"),
          // ProviderBackend
          inert(ProviderBackend, "spec.rateLimits", "the provider's own 429s are heeded"),
          inert(ProviderBackend, "spec.capacity", "calls are not spread by capacity"),
          inert(ProviderBackend, "spec.owner", "nobody is told"),
          inert(ProviderBackend, "spec.models[].qualityFor", "quality counts for every task"),
          inert(ProviderBackend, "spec.models[].tokenizer", "tokens are estimated by size"),
          inert(
              ProviderBackend,
              "spec.models[].contextFillPercent",
              "the provider says when a prompt is too long"),
          binding(
              ProviderBackend,
              "spec.models[].pricing.aboveTokens",
              "long prompts would be counted too cheap"),
          inert(
              ProviderBackend,
              "spec.models[].pricing.discounts",
              "the full price is counted always"),
          inert(
              ProviderBackend, "spec.models[].pricing.flatMonthly", "prices per token are counted"),
          inert(ProviderBackend, "spec.models[].pricing.normalized", "there are no scenarios"),
          // LlmRoute
          inert(LlmRoute, "spec.allowClassHints", "callers cannot choose a class"),
          binding(LlmRoute, "spec.difficulty", "hard requests could get a weak model"),
          binding(LlmRoute, "spec.sensitive", "sensitive requests could get a weak model"),
          binding(LlmRoute, "spec.allowedRegions", "calls could leave the regions"),
          inert(LlmRoute, "spec.targets[].taskKinds", "the target takes every kind of task"),
          binding(LlmRoute, "spec.targets[].schedule", "the target would be called at all hours"),
          binding(LlmRoute, "spec.strategy", "targets cannot be chosen so")
              .only("Cheapest", "Fastest", "Balanced"),
          inert(LlmRoute, "spec.balanced", "weighs nothing without strategy Balanced"),
          inert(LlmRoute, "spec.latency", "latency is not predicted"),
          inert(LlmRoute, "spec.budgetActions", "budgets refuse at their end and change no route"),
          inert(LlmRoute, "spec.streaming.earlyStop", "no stream is stopped for repeating itself"),
          inert(LlmRoute, "spec.session", "sessions do not stick to a target")
              .offWhen("sticky=false"),
          binding(LlmRoute, "spec.context.onOverflow", "prompts are not shortened")
              .only("DropOldestTurns", "Summarize"),
          inert(LlmRoute, "spec.context.keepTurns", "prompts are not shortened"),
          inert(LlmRoute, "spec.loopGuard", "loops are not found"),
          inert(LlmRoute, "spec.deferral", "calls are answered now or never")
              .offWhen("enabled=false"),
          inert(LlmRoute, "spec.queue", "calls do not wait for room"),
          inert(LlmRoute, "spec.hedge", "no call is made twice"),
          inert(LlmRoute, "spec.batching", "every call goes by itself").offWhen("enabled=false"),
          inert(LlmRoute, "spec.shadow", "no call is copied"),
          inert(LlmRoute, "spec.canary", "every call goes to the route's own targets"),
          inert(LlmRoute, "spec.cache", "every call goes to a provider"),
          inert(LlmRoute, "spec.fallbackResponse", "the caller gets the error"),
          inert(LlmRoute, "spec.auditOnFailure", "no audit record is written"),
          // TokenBudget
          binding(TokenBudget, "spec.scope", "nothing would be counted").only("Session"),
          binding(TokenBudget, "spec.limits[].window", "nothing would be counted")
              .only("Session", "Week", "Rolling", "Prepaid"),
          binding(TokenBudget, "spec.limits[].duration", "only Rolling has one"),
          binding(TokenBudget, "spec.limits[].startsOnWeekday", "only Week has one"),
          binding(TokenBudget, "spec.limits[].topUps", "only Prepaid has them"),
          binding(
              TokenBudget, "spec.emergencyReserve.autoScale", "the reserve would stay as written"),
          inert(TokenBudget, "spec.carryForward", "what is left over ends with its window"),
          inert(
              TokenBudget,
              "spec.maxShareOfRemainingPercent",
              "a call may take all that remains, never more"),
          inert(
              TokenBudget,
              "spec.thresholds[].action",
              "the threshold is told in headers and status; nothing else happens"),
          inert(TokenBudget, "spec.thresholds[].requestsPerMinute", "calls are not slowed down"),
          inert(TokenBudget, "spec.anomaly", "spend is not watched"),
          binding(TokenBudget, "spec.onExhausted", "calls past the end are refused")
              .only("Downgrade", "Queue"),
          binding(TokenBudget, "spec.regionShares", "one region could take it all"),
          inert(TokenBudget, "spec.notify", "nobody is told"),
          inert(TokenBudget, "spec.owner", "nobody is told"),
          // LlmConsumer
          inert(LlmConsumer, "spec.weight", "there is no queue to be fair in").offWhen("1"),
          inert(
              LlmConsumer,
              "spec.credentials[].serviceAccount",
              "nobody gets in by this credential"),
          inert(LlmConsumer, "spec.credentials[].oidc", "nobody gets in by this credential"),
          binding(LlmConsumer, "spec.allowedRegions", "calls could leave the regions"),
          inert(LlmConsumer, "spec.allowExplain", "nobody is told how a target was chosen")
              .offWhen("false"),
          binding(LlmConsumer, "spec.rateLimits", "calls would not be limited"),
          binding(LlmConsumer, "spec.overrides", "the throttle would not hold"),
          inert(LlmConsumer, "spec.contact", "nobody is told"),
          // PromptFirewall
          binding(PromptFirewall, "spec.mode", "nothing would be blocked").only("Enforce"),
          inert(PromptFirewall, "spec.pii", "prompts are not looked at"),
          inert(PromptFirewall, "spec.injection", "prompts are not looked at"),
          inert(PromptFirewall, "spec.jailbreak", "prompts are not looked at"),
          inert(PromptFirewall, "spec.tokenBomb", "prompts are not looked at"),
          inert(PromptFirewall, "spec.customPatterns", "prompts are not looked at"),
          inert(PromptFirewall, "spec.response", "answers are not looked at"),
          inert(PromptFirewall, "spec.models", "prompts are not looked at"),
          inert(PromptFirewall, "spec.exemptConsumers", "nobody is looked at"),
          // FailoverDrill: a drill that never ran must not look as if it had passed
          binding(FailoverDrill, "spec", "no drill is run"));

  private static final Map<Kind, List<UnbuiltField>> BY_KIND = byKind();

  private Unbuilt() {}

  /** Every row, by kind. */
  public static List<UnbuiltField> rows() {
    return ROWS;
  }

  /** The rows of one kind. */
  public static List<UnbuiltField> of(Kind kind) {
    return BY_KIND.getOrDefault(kind, List.of());
  }

  private static UnbuiltField inert(Kind kind, String path, String meanwhile) {
    return new UnbuiltField(kind, path, Effect.Inert, List.of(), "", meanwhile);
  }

  private static UnbuiltField binding(Kind kind, String path, String meanwhile) {
    return new UnbuiltField(kind, path, Effect.Binding, List.of(), "", meanwhile);
  }

  private static Map<Kind, List<UnbuiltField>> byKind() {
    var all = new EnumMap<Kind, List<UnbuiltField>>(Kind.class);
    Arrays.stream(Kind.values())
        .forEach(
            kind ->
                all.put(
                    kind,
                    ROWS.stream()
                        .filter(row -> row.kind() == kind)
                        .sorted(Comparator.comparing(UnbuiltField::path))
                        .toList()));
    return all;
  }
}

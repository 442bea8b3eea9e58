package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.OnAuditFailure;
import dev.headgate.crds.TrafficClass;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Immutable;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which requests go where. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.allowClassHints) || self.allowClassHints.all(h, {'Critical': 0, 'Interactive':"
            + " 1, 'Batch': 2, 'Internal': 3, 'Experiment': 4}[h] > {'Critical': 0, 'Interactive':"
            + " 1, 'Batch': 2, 'Internal': 3, 'Experiment': 4}[self.trafficClass])",
    message =
        "allowClassHints may only name classes below trafficClass, in the order Critical,"
            + " Interactive, Batch, Internal, Experiment",
    fieldPath = ".allowClassHints")
@ValidationRule(
    value =
        "!has(self.difficulty) || self.difficulty.size() == 0 ||"
            + " double(self.difficulty[self.difficulty.size() - 1].upTo) == 1.0 ||"
            + " self.difficulty.exists(d, !d.upTo.matches('^[0-9]+([.][0-9]+)?$'))",
    message = "the last difficulty must be upTo: \"1.0\", so that every request has one",
    fieldPath = ".difficulty")
@ValidationRule(
    value =
        "!has(self.difficulty) || [0, 1, 2, 3, 4, 5, 6].all(i, i + 1 >= self.difficulty.size() ||"
            + " double(self.difficulty[i].upTo) < double(self.difficulty[i + 1].upTo)) ||"
            + " self.difficulty.exists(d, !d.upTo.matches('^[0-9]+([.][0-9]+)?$'))",
    message = "difficulty must ascend by upTo",
    fieldPath = ".difficulty")
@ValidationRule(
    value =
        "self.targets.all(a, self.targets.exists_one(b, a.model == b.model && a.backendRef.name =="
            + " b.backendRef.name && (has(a.backendRef.__namespace__) ? a.backendRef.__namespace__"
            + " : '') == (has(b.backendRef.__namespace__) ? b.backendRef.__namespace__ : '') &&"
            + " (has(a.tier) ? a.tier : 1) == (has(b.tier) ? b.tier : 1)))",
    message =
        "a model of a backend stands twice in one tier; keep one entry and add up the weights",
    fieldPath = ".targets")
@ValidationRule(
    value =
        "!has(self.strategy) || self.strategy != 'Weighted' || self.targets.all(t,"
            + " self.targets.exists(u, (has(u.tier) ? u.tier : 1) == (has(t.tier) ? t.tier : 1) &&"
            + " (has(u.weight) ? u.weight : 100) > 0))",
    message = "with strategy Weighted each tier needs a target with a weight above 0",
    fieldPath = ".targets")
@ValidationRule(
    value =
        "!has(self.tiers) || self.tiers.all(t, self.targets.exists(x, (has(x.tier) ? x.tier : 1) =="
            + " t.tier))",
    message = "tiers names a tier that no target is in",
    fieldPath = ".tiers")
@ValidationRule(
    value = "!has(self.balanced) || (has(self.strategy) && self.strategy == 'Balanced')",
    message = "balanced is only used with strategy: Balanced",
    fieldPath = ".balanced")
@ValidationRule(
    value =
        "!has(self.deferral) || !(has(self.deferral.enabled) ? self.deferral.enabled : true) ||"
            + " self.trafficClass in ['Batch', 'Internal']",
    message = "only classes Batch and Internal can be deferred",
    fieldPath = ".deferral")
@ValidationRule(
    value =
        "!has(self.sensitive) || !has(self.sensitive.qualityFloor) || !has(self.qualityFloor) ||"
            + " self.sensitive.qualityFloor >= self.qualityFloor",
    message =
        "sensitive.qualityFloor is below the route's qualityFloor, so it would have no effect",
    fieldPath = ".sensitive.qualityFloor")
public record LlmRouteSpec(
    @Doc("Gateway that serves this route. Immutable: counters hang on it.")
        @Immutable("counters hang on it; make a new object instead")
        @Required
        NamespacedRef gatewayRef,
    @Doc(
            value =
                "Which requests: every field present must match. Of several routes the most"
                    + " specific one wins.",
            byDefault = "every request")
        @Nullable RouteMatch match,
    @Doc(
            value =
                "What these requests are worth; retries, fallback and behaviour near a budget's end"
                    + " follow from it.",
            schemaDefault = "Interactive",
            example = "Critical")
        TrafficClass trafficClass,
    @Doc(
            value = "Lower classes that a caller may ask for by x-headgate-class.",
            byDefault = "none",
            example = "[Internal]")
        @Items(max = 4, unique = true)
        List<TrafficClass> allowClassHints,
    @Doc(
            value = "Targets below it are refused at apply time.",
            unit = "points",
            byDefault = "0",
            example = "60")
        @Range(min = 0, max = 100)
        @Nullable Integer qualityFloor,
    @Doc(
            value = "How far apart two models may be and still count as equal.",
            unit = "points",
            byDefault = "5",
            example = "5")
        @Range(min = 0, max = 100)
        @Nullable Integer equalQualityTolerance,
    @Doc(
            value =
                "Quality that a request needs, by its difficulty; ascending, the last up to"
                    + " \"1.0\". Atomic: a change replaces the list.",
            byDefault = "none",
            example = "[{upTo: \"0.3\", minQuality: 40}, {upTo: \"1.0\", minQuality: 85}]")
        @Items(max = 8)
        List<DifficultyStep> difficulty,
    @Doc("Requests in which a bad answer is worse than none. Off when absent.")
        @Nullable Sensitive sensitive,
    @Doc(
            value = "Regions whose backends may be called; a backend without a region may not.",
            byDefault = "every region",
            example = "[eu-west, eu-central]")
        @Text(pattern = Patterns.REGION, max = 63)
        @Items(max = 16, unique = true)
        @NotEmpty("leave it out to allow every region") List<String> allowedRegions,
    @Doc(
            value = "Tags that a target's model must have, all of them.",
            byDefault = "none",
            example = "[long_context]")
        @Text(pattern = Patterns.TAG, max = 64)
        @Items(max = 8, unique = true)
        List<String> requiredStrengths,
    @Doc("Models that may answer. Atomic: a change replaces the list.")
        @Items(min = 1, max = 32)
        @Required
        List<Target> targets,
    @Doc(
            value = "Limits of a tier of targets.",
            example = "[{tier: 1, maxCalls: 2, firstTokenWithin: 10s}]")
        @Items(max = 8, key = "tier")
        List<Tier> tiers,
    @Doc(
            value =
                "How to choose inside a tier. Priority: in the order of the manifest. Weighted: by"
                    + " weight. Cheapest: lowest expected cost. Fastest: soonest first token."
                    + " Balanced: both, weighted.",
            byDefault =
                "Priority for Critical, Interactive and Experiment, Cheapest for Batch and"
                    + " Internal",
            example = "Priority")
        @Nullable Strategy strategy,
    @Doc("Weights of strategy Balanced.") @Nullable Balanced balanced,
    @Doc("First token within; a filter when choosing, not a deadline. Off when absent.")
        @Nullable LatencyGoals latency,
    @Doc("Sizes of a request.") @Nullable RouteLimits limits,
    @Doc("Again on the same target.") @Nullable Retry retry,
    @Doc("On to the next target.") @Nullable Fallback fallback,
    @Doc("What a budget's actions mean on this route.") @Nullable BudgetActions budgetActions,
    @Doc("How streams are treated.") @Nullable Streaming streaming,
    @Doc("Calls that belong together.") @Nullable Session session,
    @Doc(
            value =
                "What may be lost between dialects. Strict: nothing. Warn: what only degrades, told"
                    + " in a header. Permissive: meaning too, told in a header.",
            schemaDefault = "Warn",
            example = "Warn")
        TranslationMode translation,
    @Doc("What happens to a prompt that does not fit a target.") @Nullable ContextOverflow context,
    @Doc("When a session counts as looping and is halted. On with its defaults when absent.")
        @Nullable LoopGuard loopGuard,
    @Doc("Answer later, for a caller who can wait. Off when absent.") @Nullable Deferral deferral,
    @Doc("Wait for a free target rather than fail.") @Nullable Queue queue,
    @Doc("Ask a second target when the first is slow. Off when absent.") @Nullable Hedge hedge,
    @Doc("Merge small requests. Off when absent.") @Nullable Batching batching,
    @Doc("Send copies elsewhere and compare. Off when absent.") @Nullable Shadow shadow,
    @Doc("Try other targets on a part of the traffic. Off when absent.") @Nullable Canary canary,
    @Doc(
            value = "Answer again what was answered before. Off when absent.",
            example = "{exact: {ttl: 10m}}")
        @Nullable Cache cache,
    @Doc(
            value = "What is answered when every target has failed.",
            byDefault = "none: the caller gets providers_exhausted")
        @Nullable FallbackResponse fallbackResponse,
    @Doc(
            value = "Whether calls go on when the audit record cannot be written.",
            byDefault = "the gateway's audit.onFailure",
            example = "Closed")
        @Nullable OnAuditFailure auditOnFailure,
    @Doc(
            value = "PromptFirewall in the same namespace that looks at requests and answers.",
            byDefault = "none",
            example = "{name: standard}")
        @Nullable LocalRef firewallRef) {
  public LlmRouteSpec {
    trafficClass = Absent.or(trafficClass, TrafficClass.Interactive);
    allowClassHints = Absent.list(allowClassHints);
    difficulty = Absent.list(difficulty);
    allowedRegions = Absent.list(allowedRegions);
    requiredStrengths = Absent.list(requiredStrengths);
    targets = Absent.list(targets);
    tiers = Absent.list(tiers);
    translation = Absent.or(translation, TranslationMode.Warn);
  }
}

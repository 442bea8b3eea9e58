package dev.headgate.crds.budget;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.OnUnavailable;
import dev.headgate.crds.Owner;
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

/** A limit on money or tokens. */
@ApiObject
@ValidationRule(
    value =
        "self.limits.all(a, self.limits.exists_one(b, a.window == b.window && (has(a.duration) ?"
            + " a.duration : '') == (has(b.duration) ? b.duration : '') && (has(a.currency) ?"
            + " a.currency : '') == (has(b.currency) ? b.currency : '') && has(a.tokens) =="
            + " has(b.tokens) && (has(a.count) ? a.count : 'Total') == (has(b.count) ? b.count :"
            + " 'Total')))",
    message =
        "two limits have the same window and unit, so they would share one counter; keep the"
            + " smaller one",
    fieldPath = ".limits")
@ValidationRule(
    value =
        "!has(self.thresholds) || [0, 1, 2, 3, 4, 5, 6, 7, 8].all(i, i + 1 >="
            + " self.thresholds.size() || self.thresholds[i].percent < self.thresholds[i +"
            + " 1].percent)",
    message = "thresholds must ascend by percent, each percent once",
    fieldPath = ".thresholds")
@ValidationRule(
    value =
        "!has(self.carryForward) || self.limits.exists(l, l.window in ['Hour', 'Day', 'Week',"
            + " 'Month'])",
    message = "carryForward needs a limit with window Hour, Day, Week or Month",
    fieldPath = ".carryForward")
@ValidationRule(
    value =
        "!has(self.regionShares) || self.regionShares.size() == 0 || self.regionShares.map(s,"
            + " s.percent).filter(p, p > 0).size() == self.regionShares.size()",
    message = "a region with 0 percent could never spend; leave it out",
    fieldPath = ".regionShares")
@ValidationRule(
    value =
        "!has(self.regionShares) || self.regionShares.size() == 0 || (self.regionShares.size() > 0"
            + " ? self.regionShares[0].percent : 0) + (self.regionShares.size() > 1 ?"
            + " self.regionShares[1].percent : 0) + (self.regionShares.size() > 2 ?"
            + " self.regionShares[2].percent : 0) + (self.regionShares.size() > 3 ?"
            + " self.regionShares[3].percent : 0) + (self.regionShares.size() > 4 ?"
            + " self.regionShares[4].percent : 0) + (self.regionShares.size() > 5 ?"
            + " self.regionShares[5].percent : 0) + (self.regionShares.size() > 6 ?"
            + " self.regionShares[6].percent : 0) + (self.regionShares.size() > 7 ?"
            + " self.regionShares[7].percent : 0) == 100",
    message = "regionShares must be 100 percent together",
    fieldPath = ".regionShares")
@ValidationRule(
    value =
        "!has(self.notify) || !self.notify.exists(n, (has(n.to) ? n.to : 'Owner') == 'Owner') ||"
            + " has(self.owner)",
    message = "notify to Owner needs spec.owner",
    fieldPath = ".notify")
public record TokenBudgetSpec(
    @Doc("Gateway whose traffic is counted. Immutable: counters hang on it.")
        @Immutable("counters hang on it; make a new object instead")
        @Required
        NamespacedRef gatewayRef,
    @Doc(
            value = "Which calls count: every field present must match.",
            byDefault = "every call of the gateway")
        @Nullable BudgetSelector selector,
    @Doc(
            value =
                "Whose counter it is. Shared: one for all. Tenant, Team, User, Consumer, ApiKey,"
                    + " Session, Route: one for each. Immutable: counters hang on it.",
            example = "Team")
        @Immutable("counters hang on it; make a new object instead")
        @Required
        Scope scope,
    @Doc(
            value = "Time zone in which days, weeks and months begin, an IANA name.",
            schemaDefault = "UTC",
            example = "Europe/Berlin")
        @Text(pattern = Patterns.TIMEZONE, max = 64)
        String timezone,
    @Doc(
            value = "Limits, every one of which must hold.",
            example = "[{name: day, window: Day, amount: \"50.00\", currency: USD}]")
        @Items(min = 1, max = 16, key = "name")
        @Required
        List<Limit> limits,
    @Doc(value = "A part that only Critical traffic may touch.", byDefault = "no reserve")
        @Nullable EmergencyReserve emergencyReserve,
    @Doc(value = "What an unspent window leaves to the next one.", byDefault = "nothing")
        @Nullable CarryForward carryForward,
    @Doc(
            value =
                "A request that would take more goes to the cheapest capable target, unless it is"
                    + " Critical.",
            unit = "percent of what remains",
            byDefault = "50",
            example = "50")
        @Range(min = 1, max = 100)
        @Nullable Integer maxShareOfRemainingPercent,
    @Doc(
            value =
                "What happens on the way to a limit; ascending. Atomic: a change replaces the"
                    + " list.",
            byDefault = "Notify at 70, Degrade at 80, Restrict at 95",
            example = "[{percent: 80, action: Degrade}]")
        @Items(max = 10)
        @NotEmpty("leave it out for Notify at 70, Degrade at 80, Restrict at 95") List<Threshold> thresholds,
    @Doc(
            value = "When spending is out of the ordinary. Off when absent.",
            example = "{spendVelocity: 10, action: Degrade}")
        @Nullable Anomaly anomaly,
    @Doc(
            value =
                "Reject: budget_exceeded. Downgrade: the cheapest target that fits. Queue: wait for"
                    + " the next window.",
            byDefault = "by traffic class",
            example = "Reject")
        @Nullable OnExhausted onExhausted,
    @Doc(
            value =
                "What happens while the store cannot be asked; of several budgets FailClosed wins.",
            byDefault = "the gateway's redis.onUnavailable",
            example = "FailClosed")
        @Nullable OnUnavailable onStoreUnavailable,
    @Doc(
            value = "The part of each limit that each region may spend by itself, together 100.",
            byDefault = "none",
            example = "[{region: us-east, percent: 60}, {region: eu-west, percent: 40}]")
        @Items(max = 8, key = "region")
        List<RegionShare> regionShares,
    @Doc("Who is told at which percent. Atomic: a change replaces the list.")
        @Items(max = 8)
        @JsonProperty("notify")
        List<BudgetNotice> notices,
    @Doc(value = "Who answers for this budget; a label of alerts.", byDefault = "none")
        @Nullable Owner owner) {
  public TokenBudgetSpec {
    timezone = Absent.or(timezone, "UTC");
    limits = Absent.list(limits);
    thresholds = Absent.list(thresholds);
    regionShares = Absent.list(regionShares);
    notices = Absent.list(notices);
  }
}

package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Weights of strategy Balanced. */
@ApiObject
@ValidationRule(
    value =
        "double((has(self.costWeight) ? self.costWeight : '0.6')) + double((has(self.latencyWeight)"
            + " ? self.latencyWeight : '0.4')) > 0.999 && double((has(self.costWeight) ?"
            + " self.costWeight : '0.6')) + double((has(self.latencyWeight) ? self.latencyWeight :"
            + " '0.4')) < 1.001",
    message = "costWeight (0.6 when absent) and latencyWeight (0.4 when absent) must be 1 together")
@ValidationRule(
    value =
        "!has(self.costScale) || double(self.costScale) > 0.0 ||"
            + " !self.costScale.matches('^[0-9]+([.][0-9]+)?$')",
    message = "costScale must be larger than 0",
    fieldPath = ".costScale")
public record Balanced(
    @Doc(
            value = "How much cost counts.",
            unit = "share, 0 to 1",
            byDefault = "\"0.6\"",
            example = "\"0.6\"")
        @Text(pattern = Patterns.RATIO, max = 16)
        @Nullable Decimal costWeight,
    @Doc(
            value = "How much latency counts.",
            unit = "share, 0 to 1",
            byDefault = "\"0.4\"",
            example = "\"0.4\"")
        @Text(pattern = Patterns.RATIO, max = 16)
        @Nullable Decimal latencyWeight,
    @Doc(
            value = "Cost that counts as the worst.",
            unit = "money in the gateway's reportingCurrency",
            byDefault = "\"0.10\"",
            example = "\"0.10\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal costScale,
    @Doc(value = "Latency that counts as the worst.", byDefault = "10s", example = "10s")
        @Within(min = "1ms", max = "24h")
        @Nullable Timespan latencyScale) {}

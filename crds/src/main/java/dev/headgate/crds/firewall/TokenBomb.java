package dev.headgate.crds.firewall;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Requests made to be expensive. */
@ApiObject
@ValidationRule(
    value = "self.action in ['Block', 'Flag']",
    message = "a token bomb can be blocked or flagged",
    fieldPath = ".action")
public record TokenBomb(
    @Doc(value = "Block: firewall_blocked (400). Flag: only told.", example = "Block") @Required
        FirewallAction action,
    @Doc(value = "Longest prompt.", unit = "tokens", byDefault = "200000", example = "200000")
        @Range(min = 1, max = 100000000)
        @Nullable Integer maxInputTokens,
    @Doc(
            value = "How much of a prompt may be repetition.",
            unit = "percent of the prompt",
            byDefault = "60",
            example = "60")
        @Range(min = 1, max = 100)
        @Nullable Integer maxRepetitionPercent) {}

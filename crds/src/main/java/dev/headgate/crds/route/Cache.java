package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Answer again what was answered before. */
@ApiObject
@ValidationRule(
    value = "has(self.exact) || has(self.semantic)",
    message = "a cache needs exact, semantic or both")
public record Cache(
    @Doc(
            value = "Who may get whose answers: only the same consumer, its tenant, or everyone.",
            byDefault = "Consumer",
            example = "Consumer")
        @Nullable CacheScope scope,
    @Doc("Equal requests. Off when absent.") @Nullable ExactCache exact,
    @Doc("Requests that mean the same. Off when absent.") @Nullable SemanticCache semantic,
    @Doc(
            value = "While all providers are down an answer may be that much older than its ttl.",
            byDefault = "none",
            example = "24h")
        @Within(min = "1s", max = "9999h")
        @Nullable Timespan staleIfError,
    @Doc(
            value = "Equal requests at the same time make one call.",
            byDefault = "true",
            example = "true")
        @Nullable Boolean singleFlight) {}

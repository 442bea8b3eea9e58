package dev.headgate.crds.backend;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.contextWindow) || !has(self.maxOutputTokens) || self.maxOutputTokens <="
            + " self.contextWindow",
    message = "maxOutputTokens is larger than contextWindow, which holds input and output")
@ValidationRule(
    value =
        "!has(self.embeddingSpace) || (has(self.capabilities) && 'Embeddings' in"
            + " self.capabilities)",
    message = "embeddingSpace has no effect without capability Embeddings",
    fieldPath = ".embeddingSpace")
@ValidationRule(
    value =
        "!has(self.capabilities) || !('ParallelTools' in self.capabilities) || 'Tools' in"
            + " self.capabilities",
    message = "capability ParallelTools needs Tools",
    fieldPath = ".capabilities")
public record Model(
    @Doc(value = "Name that routes use.", example = "gpt-5")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Required
        String name,
    @Doc(value = "Name that the provider uses.", byDefault = "name", example = "gpt-5-deployment")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Nullable String providerName,
    @Doc(
            value = "How good its answers are; compared with routes' qualityFloor.",
            unit = "points",
            byDefault = "50",
            example = "90")
        @Range(min = 0, max = 100)
        @Nullable Integer quality,
    @Doc("Points by kind of task, where they differ from quality.") @Nullable QualityFor qualityFor,
    @Doc(
            value = "Tags of one's own that routes may require.",
            byDefault = "none",
            example = "[reasoning, long_context]")
        @Text(pattern = Patterns.TAG, max = 64)
        @Items(max = 16, unique = true)
        List<String> strengths,
    @Doc(
            value = "Encoding that counts its tokens exactly.",
            byDefault = "estimated from real usage",
            example = "o200k_base")
        @Text(pattern = Patterns.TAG, max = 64)
        @Nullable String tokenizer,
    @Doc(
            value = "Input and output together.",
            unit = "tokens",
            byDefault = "unknown, so nothing is held back",
            example = "400000")
        @Range(min = 1, max = 100000000)
        @Nullable Integer contextWindow,
    @Doc(
            value = "A larger prompt does not go here.",
            unit = "percent of contextWindow",
            byDefault = "80",
            example = "80")
        @Range(min = 1, max = 100)
        @Nullable Integer contextFillPercent,
    @Doc(
            value =
                "Longest answer; also the cap that is held and sent when the caller gives none.",
            unit = "tokens",
            byDefault = "4096",
            example = "128000")
        @Range(min = 1, max = 100000000)
        @Nullable Integer maxOutputTokens,
    @Doc(
            value = "Embeddings fail over only between models of one space.",
            byDefault = "name",
            example = "text-embedding-3-large")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Nullable String embeddingSpace,
    @Doc(
            value = "What it can do; a call that needs more goes elsewhere.",
            byDefault = "Streaming",
            example = "[Tools, Vision, JsonSchema, Reasoning, Streaming]")
        @Items(max = 10, unique = true)
        @NotEmpty("leave it out for Streaming alone") List<Capability> capabilities,
    @Doc(
            value = "What it costs.",
            byDefault = "none: such a model cannot stand under a budget in money")
        @Nullable Pricing pricing) {
  public Model {
    strengths = Absent.list(strengths);
    capabilities = Absent.list(capabilities);
  }
}

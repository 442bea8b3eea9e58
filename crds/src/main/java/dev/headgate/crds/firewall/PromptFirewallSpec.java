package dev.headgate.crds.firewall;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may enter and leave. */
@ApiObject
@ValidationRule(
    value =
        "has(self.pii) || has(self.injection) || has(self.jailbreak) || has(self.tokenBomb) ||"
            + " has(self.response) || (has(self.customPatterns) && self.customPatterns.size() > 0)",
    message =
        "a firewall without rules lets everything through: give pii, injection, jailbreak,"
            + " tokenBomb, customPatterns or response")
@ValidationRule(
    value =
        "!has(self.models) || !has(self.models.ner) || has(self.pii) || (has(self.response) &&"
            + " has(self.response.pii))",
    message = "models.ner has no effect without pii",
    fieldPath = ".models.ner")
public record PromptFirewallSpec(
    @Doc(
            value = "Enforce: rules act. Shadow: they only tell what they would have done.",
            schemaDefault = "Shadow",
            example = "Enforce")
        FirewallMode mode,
    @Doc("Personal data and secrets in requests. Off when absent.") @Nullable Pii pii,
    @Doc("Prompt injection. Off when absent.") @Nullable Detector injection,
    @Doc("Jailbreaks. Off when absent.") @Nullable Detector jailbreak,
    @Doc("Requests made to be expensive. Off when absent.") @Nullable TokenBomb tokenBomb,
    @Doc("Patterns of one's own, in requests.") @Items(max = 32, key = "name")
        List<CustomPattern> customPatterns,
    @Doc("Rules for answers. Off when absent.") @Nullable ResponseRules response,
    @Doc("ONNX models that sharpen the rules; mounted by the user. Absent: rules work without.")
        @Nullable FirewallModels models,
    @Doc(
            value = "LlmConsumers in the same namespace whose requests are not looked at.",
            byDefault = "none",
            example = "[{name: security-team}]")
        @Items(max = 64, key = "name")
        List<LocalRef> exemptConsumers) {
  public PromptFirewallSpec {
    mode = Absent.or(mode, FirewallMode.Shadow);
    customPatterns = Absent.list(customPatterns);
    exemptConsumers = Absent.list(exemptConsumers);
  }
}

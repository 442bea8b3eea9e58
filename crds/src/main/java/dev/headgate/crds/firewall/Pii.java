package dev.headgate.crds.firewall;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Personal data and secrets. */
@ApiObject
@ValidationRule(
    value = "self.action in ['Redact', 'Block', 'Flag']",
    message = "personal data can be redacted, blocked or flagged",
    fieldPath = ".action")
@ValidationRule(
    value = "!has(self.restoreInAnswers) || self.action == 'Redact'",
    message = "restoreInAnswers is only used with action: Redact",
    fieldPath = ".restoreInAnswers")
public record Pii(
    @Doc(
            value = "Redact: placeholders. Block: firewall_blocked (400). Flag: only told.",
            example = "Redact")
        @Required
        FirewallAction action,
    @Doc(
            value = "What is looked for.",
            byDefault = "every kind",
            example = "[Email, Phone, CreditCard, Iban, Ssn, ApiKey]")
        @Items(max = 10, unique = true)
        @NotEmpty("leave it out for every kind") List<PiiKind> kinds,
    @Doc(
            value = "Put the real values back in the answer, with Redact.",
            byDefault = "true",
            example = "true")
        @Nullable Boolean restoreInAnswers) {
  public Pii {
    kinds = Absent.list(kinds);
  }
}

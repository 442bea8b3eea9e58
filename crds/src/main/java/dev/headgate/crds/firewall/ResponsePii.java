package dev.headgate.crds.firewall;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Personal data and secrets in answers. */
@ApiObject
@ValidationRule(
    value = "self.action in ['Redact', 'Block', 'Flag']",
    message = "personal data can be redacted, blocked or flagged",
    fieldPath = ".action")
public record ResponsePii(
    @Doc(
            value = "Redact: placeholders. Block: the answer ends. Flag: only told.",
            example = "Redact")
        @Required
        FirewallAction action) {}

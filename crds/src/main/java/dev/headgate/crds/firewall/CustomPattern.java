package dev.headgate.crds.firewall;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** A pattern of one's own. */
@ApiObject
@ValidationRule(
    value = "self.action in ['Redact', 'Block', 'Flag']",
    message = "a pattern can be redacted, blocked or flagged",
    fieldPath = ".action")
@ValidationRule(
    value = "!''.matches(self.regex)",
    message = "regex matches the empty text, so it would be found everywhere",
    fieldPath = ".regex")
public record CustomPattern(
    @Doc(value = "Name, shown in the audit record.", example = "project-x")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String name,
    @Doc(value = "What is looked for, an RE2 expression.", example = "\"(?i)project[- ]x\"")
        @Text(max = 512)
        @Required
        String regex,
    @Doc(
            value = "Redact: placeholders. Block: firewall_blocked (400). Flag: only told.",
            example = "Redact")
        @Required
        FirewallAction action) {}

package dev.headgate.crds.firewall;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A detector of attacks. */
@ApiObject
@ValidationRule(
    value = "self.action in ['Block', 'Sanitize', 'Flag']",
    message = "an attack can be blocked, sanitized or flagged",
    fieldPath = ".action")
public record Detector(
    @Doc(
            value =
                "Block: firewall_blocked (400). Sanitize: the attack is cut out. Flag: only told.",
            example = "Block")
        @Required
        FirewallAction action,
    @Doc(value = "High finds more and errs more.", byDefault = "Medium", example = "High")
        @Nullable Sensitivity sensitivity) {}

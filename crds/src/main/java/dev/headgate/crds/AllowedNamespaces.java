package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Namespaces that may refer to an object. */
@ApiObject
@ValidationRule(
    value = "(self.from == 'Selector') == has(self.selector)",
    message = "selector is needed with from: Selector and only then")
public record AllowedNamespaces(
    @Doc(
            value =
                "Same: only the own namespace. All: every namespace. Selector: those whose labels"
                    + " match.",
            example = "Same")
        @Required
        NamespacesFrom from,
    @Doc("Labels of the namespaces, with `from: Selector`.") @Nullable LabelSelector selector) {}

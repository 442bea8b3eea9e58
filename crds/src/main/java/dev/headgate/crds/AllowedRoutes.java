package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** Who may refer to this object. */
@ApiObject
public record AllowedRoutes(
    @Doc("Namespaces whose objects may refer to this one. The own namespace always may.") @Required
        AllowedNamespaces namespaces) {}

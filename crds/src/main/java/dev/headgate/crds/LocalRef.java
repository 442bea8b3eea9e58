package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** An object in the same namespace. */
@ApiObject
public record LocalRef(
    @Doc(value = "Name of the object.", example = "standard")
        @Text(pattern = Patterns.NAME, max = 253)
        @Required
        String name) {}

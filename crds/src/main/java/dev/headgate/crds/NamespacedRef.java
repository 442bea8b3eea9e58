package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** An object in this or another namespace. */
@ApiObject
public record NamespacedRef(
    @Doc(value = "Name of the object.", example = "main")
        @Text(pattern = Patterns.NAME, max = 253)
        @Required
        String name,
    @Doc(
            value =
                "Namespace of the object. Another namespace must permit it by its own"
                    + " allowedRoutes; a refused reference does not tell whether the object"
                    + " exists.",
            byDefault = "the namespace of this object",
            example = "ai")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Nullable String namespace) {}

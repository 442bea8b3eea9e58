package dev.headgate.crds.consumer;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A Kubernetes ServiceAccount. */
@ApiObject
public record ServiceAccountRef(
    @Doc(value = "Its name.", example = "checkout")
        @Text(pattern = Patterns.NAME, max = 253)
        @Required
        String name,
    @Doc(value = "Its namespace.", byDefault = "the namespace of this object", example = "shop")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Nullable String namespace) {}

package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A classifier of one's own. */
@ApiObject
public record Classifier(
    @Doc(value = "ConfigMap with its weights.", example = "{name: classifier}") @Required
        LocalRef configMapRef,
    @Doc(
            value =
                "Shadow: it is asked and only measured. Canary: 5 % of requests follow it. Active:"
                    + " all do.",
            byDefault = "Shadow",
            example = "Shadow")
        @Nullable ClassifierMode mode,
    @Doc(value = "Name of this version, shown in metrics.", byDefault = "none", example = "\"2\"")
        @Text(max = 64)
        @Nullable String version) {}

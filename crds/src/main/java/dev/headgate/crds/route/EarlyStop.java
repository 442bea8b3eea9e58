package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** When an answer is ended early. */
@ApiObject
public record EarlyStop(
    @Doc(value = "The answer repeats itself.", example = "{ngram: 8, times: 20}") @Required
        Repetition repetition) {}

package dev.headgate.crds.drill;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** How alike answers must be. */
@ApiObject
public record Parity(
    @Doc(
            value = "Lowest score: valid JSON, equal tool calls, similar text.",
            unit = "score, 0 to 1",
            example = "\"0.9\"")
        @Text(pattern = Patterns.RATIO, max = 16)
        @Required
        Decimal minScore) {}

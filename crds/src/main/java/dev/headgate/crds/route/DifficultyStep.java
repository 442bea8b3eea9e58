package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** Quality that requests up to a difficulty need. */
@ApiObject
public record DifficultyStep(
    @Doc(value = "Hardest request of this step.", unit = "difficulty, 0 to 1", example = "\"0.3\"")
        @Text(pattern = Patterns.RATIO, max = 16)
        @Required
        Decimal upTo,
    @Doc(value = "Quality it needs.", unit = "points", example = "40")
        @Range(min = 0, max = 100)
        @Required
        int minQuality) {}

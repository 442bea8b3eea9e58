package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Requests that mean the same. */
@ApiObject
public record SemanticCache(
    @Doc(value = "How long an answer is kept.", example = "1h")
        @Within(min = "1s", max = "9999h")
        @Required
        Timespan ttl,
    @Doc(
            value = "How alike two requests must be.",
            unit = "cosine, 0 to 1",
            byDefault = "\"0.97\"",
            example = "\"0.97\"")
        @Text(pattern = Patterns.RATIO, max = 16)
        @Nullable Decimal minSimilarity) {}

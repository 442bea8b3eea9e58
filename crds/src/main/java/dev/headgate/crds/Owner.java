package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import org.jspecify.annotations.Nullable;

/** Who answers for an object. */
@ApiObject
public record Owner(
    @Doc(value = "Team that is told and shown as owner.", example = "platform")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Nullable String team,
    @Doc(
            value = "Where that team is reached: an address or a channel.",
            example = "platform@example.com")
        @Text(max = 253)
        @Nullable String contact) {}

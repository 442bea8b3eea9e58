package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Text;
import org.jspecify.annotations.Nullable;

/** Claims that name the caller. */
@ApiObject
public record OidcClaims(
    @Doc(
            value =
                "Claim that holds the tenant; read only for an LlmConsumer with subject \"*\" and"
                    + " no tenant.",
            byDefault = "none",
            example = "org")
        @Text(max = 128)
        @Nullable String tenant,
    @Doc(value = "Claim that holds the user.", byDefault = "sub", example = "sub") @Text(max = 128)
        @Nullable String user) {}

package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** Answer later: 202 and a result to fetch. */
@ApiObject
public record Deferral(
    @Doc(
            value = "Whether callers may ask for it with `Prefer: respond-async`.",
            byDefault = "true when this block is given",
            example = "true")
        @Nullable Boolean enabled,
    @Doc(
            value = "A request that was not answered by then fails.",
            byDefault = "24h",
            example = "24h")
        @Within(min = "1m", max = "9999h")
        @Nullable Timespan deadline,
    @Doc(value = "How long a result can be fetched.", byDefault = "72h", example = "72h")
        @Within(min = "1m", max = "9999h")
        @Nullable Timespan resultTtl,
    @Doc(
            value = "Key that signs the webhook which tells that a result is there.",
            byDefault = "none",
            example = "{name: hook, key: secret}")
        @Nullable SecretKeyRef webhookSecretKeyRef) {}

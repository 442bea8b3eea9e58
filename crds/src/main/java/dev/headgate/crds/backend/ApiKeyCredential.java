package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A key in a header. */
@ApiObject
public record ApiKeyCredential(
    @Doc(
            value = "Where the key is; a changed key is used at once.",
            example = "{name: openai, key: apiKey}")
        @Required
        SecretKeyRef secretKeyRef,
    @Doc(
            value = "Header that carries the key; `authorization` sends it as a bearer token.",
            byDefault = "the dialect's own",
            example = "api-key")
        @Text(pattern = Patterns.HEADER, max = 128)
        @Nullable String header) {}

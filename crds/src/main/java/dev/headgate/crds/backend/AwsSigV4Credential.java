package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** Requests signed for AWS. */
@ApiObject
public record AwsSigV4Credential(
    @Doc(
            value = "Secret with accessKeyId, secretAccessKey and, if there is one, sessionToken.",
            example = "{name: aws}")
        @Required
        LocalRef secretRef) {}

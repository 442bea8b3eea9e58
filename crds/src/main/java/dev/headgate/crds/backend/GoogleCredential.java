package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** Tokens of a Google service account. */
@ApiObject
public record GoogleCredential(
    @Doc(value = "The account's JSON key.", example = "{name: gcp, key: key.json}") @Required
        SecretKeyRef secretKeyRef) {}

package dev.headgate.crds.consumer;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** A key. */
@ApiObject
public record ConsumerKey(
    @Doc(
            value = "Where the whole key is. Only its hash leaves the operator.",
            example = "{name: checkout-key, key: key}")
        @Required
        SecretKeyRef secretKeyRef) {}

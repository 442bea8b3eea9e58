package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** TLS to the store. */
@ApiObject
@ValidationRule(
    value = "!has(self.caSecretKeyRef) || !has(self.enabled) || self.enabled",
    message = "caSecretKeyRef has no effect with enabled: false")
public record RedisTls(
    @Doc(
            value = "Whether TLS is spoken.",
            byDefault = "true when this block is given",
            example = "true")
        @Nullable Boolean enabled,
    @Doc(
            value = "CA certificates that are trusted, PEM.",
            byDefault = "the CAs of the image",
            example = "{name: redis, key: ca.crt}")
        @Nullable SecretKeyRef caSecretKeyRef) {}

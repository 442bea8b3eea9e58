package dev.headgate.crds.consumer;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** A subject of an OIDC issuer. */
@ApiObject
public record OidcSubject(
    @Doc(
            value = "Issuer, as in the gateway's authentication.oidc.",
            example = "\"https://id.example\"")
        @Text(pattern = Patterns.HTTPS_URL, max = 2048)
        @Required
        String issuer,
    @Doc(
            value = "Subject of the token; \"*\" for every one that has no LlmConsumer of its own.",
            example = "svc-checkout")
        @Text(max = 253)
        @Required
        String subject) {}

package dev.headgate.crds.consumer;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a caller is known: exactly one of the members. */
@ApiObject
@ValidationRule(
    value = "[has(self.apiKey), has(self.serviceAccount), has(self.oidc)].filter(x, x).size() == 1",
    message = "exactly one of apiKey, serviceAccount and oidc is needed")
public record ConsumerCredential(
    @Doc("A key `hg_<id>_<secret>`.") @Nullable ConsumerKey apiKey,
    @Doc("A Kubernetes ServiceAccount.") @Nullable ServiceAccountRef serviceAccount,
    @Doc("A subject of an OIDC issuer.") @Nullable OidcSubject oidc) {}

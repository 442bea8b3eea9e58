package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What lets the gateway in: exactly one of the members. */
@ApiObject
@ValidationRule(
    value =
        "[has(self.apiKey), has(self.awsSigV4), has(self.googleServiceAccount),"
            + " has(self.none)].filter(x, x).size() == 1",
    message = "exactly one of apiKey, awsSigV4, googleServiceAccount and none is needed")
@ValidationRule(
    value =
        "!has(self.type) || {'ApiKey': has(self.apiKey), 'AwsSigV4': has(self.awsSigV4),"
            + " 'GoogleServiceAccount': has(self.googleServiceAccount), 'None':"
            + " has(self.none)}[self.type]",
    message = "type names another member than the one that is given; leave type out",
    fieldPath = ".type")
public record BackendCredentials(
    @Doc(
            value = "Which member is meant; may be left out.",
            byDefault = "the member that is given",
            example = "ApiKey")
        @Nullable CredentialType type,
    @Doc("A key in a header.") @Nullable ApiKeyCredential apiKey,
    @Doc("Requests signed for AWS.") @Nullable AwsSigV4Credential awsSigV4,
    @Doc("Tokens of a Google service account.") @Nullable GoogleCredential googleServiceAccount,
    @Doc(value = "Nothing is sent.", example = "{}") @Nullable NoCredential none) {}

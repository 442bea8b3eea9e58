package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** Encryption of audit records. */
@ApiObject
public record AuditEncryption(
    @Doc(
            value =
                "Secret whose every key is a key id; the newest encrypts, dropping one makes its"
                    + " records unreadable.",
            example = "{name: audit-keys}")
        @Required
        LocalRef keysSecretRef) {}

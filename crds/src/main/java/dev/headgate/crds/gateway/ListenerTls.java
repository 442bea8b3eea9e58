package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** TLS of a listener. */
@ApiObject
public record ListenerTls(
    @Doc(
            value =
                "Secret of type kubernetes.io/tls with the certificate and its key; reloaded when"
                    + " it changes.",
            example = "{name: gateway-tls}")
        @Required
        LocalRef secretRef,
    @Doc(
            value =
                "CA certificates, PEM. When given, callers must show a certificate signed by one of"
                    + " them.",
            example = "{name: client-ca, key: ca.crt}")
        @Nullable SecretKeyRef clientCaSecretKeyRef) {}

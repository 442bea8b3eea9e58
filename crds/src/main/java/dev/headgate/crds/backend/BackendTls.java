package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import org.jspecify.annotations.Nullable;

/** TLS to the endpoint. */
@ApiObject
public record BackendTls(
    @Doc(
            value = "CA certificates that are trusted, PEM.",
            byDefault = "the gateway's upstreams.caSecretKeyRef, else the CAs of the image",
            example = "{name: ca, key: ca.crt}")
        @Nullable SecretKeyRef caSecretKeyRef,
    @Doc(
            value = "Secret of type kubernetes.io/tls with a client certificate.",
            byDefault = "none",
            example = "{name: client-tls}")
        @Nullable LocalRef clientSecretRef,
    @Doc(
            value = "Name that is asked for (SNI) and must stand in the certificate.",
            byDefault = "the host of baseUrl",
            example = "res.openai.azure.com")
        @Text(pattern = Patterns.HOST, max = 253)
        @Nullable String serverName) {}

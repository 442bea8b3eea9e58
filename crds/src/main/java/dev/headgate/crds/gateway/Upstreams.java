package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where backends may live. */
@ApiObject
public record Upstreams(
    @Doc(
            value =
                "Classes of addresses that may be connected to. Link-local and metadata addresses"
                    + " never may.",
            byDefault = "Public",
            example = "[Public]")
        @Items(max = 3, unique = true)
        @NotEmpty("leave it out for Public alone") List<AddressClass> addresses,
    @Doc(
            value = "HTTP proxy that every call to a backend goes through.",
            byDefault = "none",
            example = "\"http://egress.example:3128\"")
        @Text(pattern = Patterns.HTTP_URL, max = 2048)
        @Nullable String proxy,
    @Doc(
            value = "CA certificates that are trusted for all backends, PEM.",
            byDefault = "the CAs of the image",
            example = "{name: corporate-ca, key: ca.crt}")
        @Nullable SecretKeyRef caSecretKeyRef) {
  public Upstreams {
    addresses = Absent.list(addresses);
  }
}

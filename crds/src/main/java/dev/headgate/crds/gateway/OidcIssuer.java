package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of one issuer. */
@ApiObject
public record OidcIssuer(
    @Doc(
            value = "Issuer, exactly as in the token; its keys are found by OpenID discovery.",
            example = "\"https://id.example\"")
        @Text(pattern = Patterns.HTTPS_URL, max = 2048)
        @Required
        String issuer,
    @Doc(value = "Audiences of which a token must name one.", example = "[headgate]")
        @Text(max = 253)
        @Items(min = 1, max = 8, unique = true)
        @Required
        List<String> audiences,
    @Doc("Claims that name the caller.") @Nullable OidcClaims claims,
    @Doc(
            value = "Signatures that are accepted.",
            byDefault = "RS256 and ES256",
            example = "[RS256, ES256]")
        @Items(max = 10, unique = true)
        @NotEmpty("leave it out for RS256 and ES256") List<SigningAlgorithm> algorithms) {
  public OidcIssuer {
    audiences = Absent.list(audiences);
    algorithms = Absent.list(algorithms);
  }
}

package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ways in. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.apiKeys) || self.apiKeys || has(self.serviceAccounts) || (has(self.oidc) &&"
            + " self.oidc.size() > 0)",
    message =
        "nobody could call: apiKeys: false needs serviceAccounts or at least one oidc issuer beside"
            + " it")
public record Authentication(
    @Doc(
            value = "Accept keys of LlmConsumers, `hg_<id>_<secret>`.",
            byDefault = "true",
            example = "true")
        @Nullable Boolean apiKeys,
    @Doc("Accept tokens of Kubernetes ServiceAccounts.") @Nullable ServiceAccounts serviceAccounts,
    @Doc("Accept tokens of these issuers.") @Items(max = 8, key = "issuer") List<OidcIssuer> oidc) {
  public Authentication {
    oidc = Absent.list(oidc);
  }
}

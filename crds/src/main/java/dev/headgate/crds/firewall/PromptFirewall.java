package dev.headgate.crds.firewall;

import dev.headgate.crds.schema.Figure;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * What may enter and leave: personal data, injection, jailbreaks, token bombs and patterns of one's
 * own.
 */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("PromptFirewall")
@Plural("promptfirewalls")
@Singular("promptfirewall")
@ShortNames("pf")
@Categories("headgate")
@Figure(
    name = "Mode",
    path = ".spec.mode",
    type = "string",
    description = "Whether rules act or only tell",
    kind =
        "What may enter and leave: personal data, injection, jailbreaks, token bombs and patterns"
            + " of one's own.")
public class PromptFirewall extends CustomResource<PromptFirewallSpec, PromptFirewallStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable PromptFirewallSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable PromptFirewallStatus initStatus() {
    return null;
  }
}

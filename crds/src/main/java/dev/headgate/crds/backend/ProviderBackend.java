package dev.headgate.crds.backend;

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
 * One provider endpoint: its dialect, credentials, limits and circuit, and its models with
 * capabilities, quality and prices.
 */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("ProviderBackend")
@Plural("providerbackends")
@Singular("providerbackend")
@ShortNames("pb")
@Categories("headgate")
@Figure(
    name = "Open",
    path = ".status.gateways[*].circuits[?(@.state==\"Open\")].model",
    type = "string",
    description = "A model whose circuit is open",
    kind =
        "One provider endpoint: its dialect, credentials, limits and circuit, and its models with"
            + " capabilities, quality and prices.")
public class ProviderBackend extends CustomResource<ProviderBackendSpec, ProviderBackendStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable ProviderBackendSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ProviderBackendStatus initStatus() {
    return null;
  }
}

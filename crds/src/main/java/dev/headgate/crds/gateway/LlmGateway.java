package dev.headgate.crds.gateway;

import dev.headgate.crds.schema.Figure;
import io.fabric8.generator.annotation.ValidationRule;
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
 * One fleet of proxies with its Service: its store, who may call, limits, telemetry, audit and
 * notifications.
 */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("LlmGateway")
@Plural("llmgateways")
@Singular("llmgateway")
@ShortNames("lgw")
@Categories("headgate")
@Figure(
    name = "Proxies",
    path = ".status.proxies.ready",
    type = "integer",
    description = "Ready proxies",
    kind =
        "One fleet of proxies with its Service: its store, who may call, limits, telemetry, audit"
            + " and notifications.")
@ValidationRule(
    value =
        "self.metadata.name.size() <= 50 &&"
            + " self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "the name becomes part of Services: at most 50 lower-case letters, digits and dashes,"
            + " beginning with a letter and without dots")
public class LlmGateway extends CustomResource<LlmGatewaySpec, LlmGatewayStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable LlmGatewaySpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable LlmGatewayStatus initStatus() {
    return null;
  }
}

package dev.headgate.crds.route;

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

/** Which requests go where: targets in tiers, under which class, quality floor and guards. */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("LlmRoute")
@Plural("llmroutes")
@Singular("llmroute")
@ShortNames("lr")
@Categories("headgate")
@Figure(
    name = "Class",
    path = ".spec.trafficClass",
    type = "string",
    description = "What these requests are worth",
    kind =
        "Which requests go where: targets in tiers, under which class, quality floor and guards.")
public class LlmRoute extends CustomResource<LlmRouteSpec, LlmRouteStatus> implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable LlmRouteSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable LlmRouteStatus initStatus() {
    return null;
  }
}

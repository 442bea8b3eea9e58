package dev.headgate.crds.drill;

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

/** A planned failover: which target fails for which calls, when, and what must hold. */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("FailoverDrill")
@Plural("failoverdrills")
@Singular("failoverdrill")
@ShortNames("fd")
@Categories("headgate")
@Figure(
    name = "Verdict",
    path = ".status.last.verdict",
    type = "string",
    description = "How the last run went",
    kind = "A planned failover: which target fails for which calls, when, and what must hold.")
public class FailoverDrill extends CustomResource<FailoverDrillSpec, FailoverDrillStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable FailoverDrillSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable FailoverDrillStatus initStatus() {
    return null;
  }
}

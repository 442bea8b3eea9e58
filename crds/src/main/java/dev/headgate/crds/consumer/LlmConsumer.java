package dev.headgate.crds.consumer;

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

/** Who may call, as tenant, team and user, with which credentials, routes and rates. */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("LlmConsumer")
@Plural("llmconsumers")
@Singular("llmconsumer")
@ShortNames("lc")
@Categories("headgate")
@Figure(
    name = "Tenant",
    path = ".spec.tenant",
    type = "string",
    description = "Whose money it is",
    kind = "Who may call, as tenant, team and user, with which credentials, routes and rates.")
public class LlmConsumer extends CustomResource<LlmConsumerSpec, LlmConsumerStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable LlmConsumerSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable LlmConsumerStatus initStatus() {
    return null;
  }
}

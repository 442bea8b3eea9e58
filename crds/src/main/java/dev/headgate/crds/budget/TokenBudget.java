package dev.headgate.crds.budget;

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

/** A limit on money or tokens: whose counter, which windows, what happens on the way to it. */
@Group("headgate.dev")
@Version("v1alpha1")
@Kind("TokenBudget")
@Plural("tokenbudgets")
@Singular("tokenbudget")
@ShortNames("tb")
@Categories("headgate")
@Figure(
    name = "Remaining",
    path = ".status.limits[0].remainingPercentBand",
    type = "integer",
    description = "Percent left of the first limit, rounded down to 5",
    kind =
        "A limit on money or tokens: whose counter, which windows, what happens on the way to it.")
public class TokenBudget extends CustomResource<TokenBudgetSpec, TokenBudgetStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable TokenBudgetSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable TokenBudgetStatus initStatus() {
    return null;
  }
}

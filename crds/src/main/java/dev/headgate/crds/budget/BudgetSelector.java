package dev.headgate.crds.budget;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.ConsumerMatch;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.TrafficClass;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which calls count: values of one list are OR, fields are AND, an absent field matches all. */
@ApiObject
public record BudgetSelector(
    @Doc(value = "Who calls.", byDefault = "every consumer") @Nullable ConsumerMatch consumers,
    @Doc(value = "LlmRoutes in the same namespace.", example = "[{name: chat}]")
        @Items(max = 64, key = "name")
        @NotEmpty("leave it out to count calls of every route") List<LocalRef> routes,
    @Doc(value = "Models as callers ask for them; * stands for any text.", example = "[gpt-5]")
        @Text(pattern = Patterns.MODEL_PATTERN, max = 128)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out to count calls for every model") List<String> models,
    @Doc(value = "Traffic classes.", example = "[Batch, Interactive]")
        @Items(max = 5, unique = true)
        @NotEmpty("leave it out to count every class") List<TrafficClass> classes) {
  public BudgetSelector {
    routes = Absent.list(routes);
    models = Absent.list(models);
    classes = Absent.list(classes);
  }
}

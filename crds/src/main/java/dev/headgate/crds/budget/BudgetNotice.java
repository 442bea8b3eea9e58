package dev.headgate.crds.budget;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told when. */
@ApiObject
public record BudgetNotice(
    @Doc(
            value = "Where it is told, once in each window.",
            unit = "percent",
            example = "[80, 95, 100]")
        @Range(min = 1, max = 100)
        @Items(min = 1, max = 10, unique = true)
        @Required
        List<Integer> at,
    @Doc(
            value = "Owner: spec.owner. Consumer: the contact of the LlmConsumer.",
            byDefault = "Owner",
            example = "Owner")
        @Nullable NotifyTo to,
    @Doc(value = "Name of one of the gateway's notifications.", example = "platform")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String via) {
  public BudgetNotice {
    at = Absent.list(at);
  }
}

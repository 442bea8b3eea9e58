package dev.headgate.crds.firewall;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules for answers. */
@ApiObject
@ValidationRule(
    value = "has(self.pii) || (has(self.customPatterns) && self.customPatterns.size() > 0)",
    message = "give pii, customPatterns or both")
public record ResponseRules(
    @Doc("Personal data and secrets in answers. Off when absent.") @Nullable ResponsePii pii,
    @Doc("Patterns of one's own, in answers.") @Items(max = 32, key = "name")
        List<CustomPattern> customPatterns) {
  public ResponseRules {
    customPatterns = Absent.list(customPatterns);
  }
}

package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/** Objects by their labels. */
@ApiObject
public record LabelSelector(
    @Doc(value = "Labels that an object must have, all of them.", example = "{llm: allowed}")
        @Text(pattern = Patterns.LABEL_VALUE, max = 63)
        @Items(min = 1, max = 16)
        @Required
        Map<String, String> matchLabels) {
  public LabelSelector {
    matchLabels = Absent.map(matchLabels);
  }
}

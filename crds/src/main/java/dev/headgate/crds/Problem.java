package dev.headgate.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** One thing that is wrong or not done, and where. */
@ApiObject
public record Problem(
    @Doc(value = "Where, as a path from the object's root.", example = "spec.targets[1].model")
        @Text(max = 1024)
        @Required
        String path,
    @Doc(value = "What kind of problem.", example = "ModelNotFound")
        @Text(pattern = Patterns.REASON, max = 64)
        @Required
        String reason,
    @Doc(
            value = "What is wrong and what to do.",
            example = "backend ai/openai has no model gpt-6; it has gpt-5 and gpt-5-mini")
        @Text(max = 4096)
        @Required
        @JsonInclude(JsonInclude.Include.ALWAYS)
        String message) {

  /** A problem at {@code path}, such as {@code spec.targets[1].model}. */
  public static Problem of(String path, Reason reason, String message) {
    return new Problem(path, reason.name(), message);
  }
}

package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** One key of a Secret in the same namespace. */
@ApiObject
public record SecretKeyRef(
    @Doc(value = "Name of the Secret.", example = "openai")
        @Text(pattern = Patterns.NAME, max = 253)
        @Required
        String name,
    @Doc(value = "Key in the Secret's data.", example = "apiKey")
        @Text(pattern = Patterns.SECRET_KEY, max = 253)
        @Required
        String key) {}

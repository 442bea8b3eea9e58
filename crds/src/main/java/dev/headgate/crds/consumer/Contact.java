package dev.headgate.crds.consumer;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** Where people are reached. */
@ApiObject
public record Contact(
    @Doc(value = "Mail address.", example = "checkout@example.com")
        @Text(pattern = Patterns.EMAIL, max = 254)
        @Required
        String email) {}

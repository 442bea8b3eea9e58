package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** Tokens of Kubernetes ServiceAccounts. */
@ApiObject
public record ServiceAccounts(
    @Doc(value = "Audience that a token must name.", example = "headgate")
        @Text(max = 253)
        @Required
        String audience) {}

package dev.headgate.crds.firewall;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** A file in the proxy's container. */
@ApiObject
public record ModelFile(
    @Doc(value = "Where it is mounted.", example = "/models/ner.onnx")
        @Text(pattern = Patterns.PATH, max = 1024)
        @Required
        String path) {}

package dev.headgate.crds.firewall;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import org.jspecify.annotations.Nullable;

/** ONNX models, mounted by the user. */
@ApiObject
public record FirewallModels(
    @Doc(value = "Finds names of people and places.", byDefault = "none") @Nullable ModelFile ner,
    @Doc(value = "Compares with known attacks by meaning.", byDefault = "none")
        @Nullable ModelFile embeddings) {}

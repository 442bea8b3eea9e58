package dev.headgate.crds.backend;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import org.jspecify.annotations.Nullable;

/** Points by kind of task. */
@ApiObject
public record QualityFor(
    @Doc(value = "For code.", unit = "points", byDefault = "quality", example = "93")
        @Range(min = 0, max = 100)
        @JsonProperty("Code")
        @Nullable Integer code,
    @Doc(value = "For calling tools.", unit = "points", byDefault = "quality", example = "88")
        @Range(min = 0, max = 100)
        @JsonProperty("Tools")
        @Nullable Integer tools,
    @Doc(value = "For hard questions.", unit = "points", byDefault = "quality", example = "95")
        @Range(min = 0, max = 100)
        @JsonProperty("Reasoning")
        @Nullable Integer reasoning) {}

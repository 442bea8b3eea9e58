package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import org.jspecify.annotations.Nullable;

/** What a self-hosted server can carry. */
@ApiObject
public record Capacity(
    @Doc(
            value = "What it produces at most.",
            unit = "tokens per second",
            byDefault = "none",
            example = "4000")
        @Range(min = 1, max = 100000000)
        @Nullable Integer outputTokensPerSecond,
    @Doc(
            value = "Its Prometheus metrics; queue and cache are read from it.",
            byDefault = "none",
            example = "\"http://vllm.models.svc:8000/metrics\"")
        @Text(pattern = Patterns.HTTP_URL, max = 2048)
        @Nullable String metricsUrl) {}

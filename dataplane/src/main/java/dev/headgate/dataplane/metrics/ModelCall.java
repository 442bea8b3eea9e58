package dev.headgate.dataplane.metrics;

import dev.headgate.dataplane.terms.TargetKey;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One answered call to a model, for the GenAI conventions' metrics.
 *
 * @param operation {@code chat}, {@code embeddings}, …: the conventions' operation name
 * @param target who answered
 * @param usage what it counted; null when it did not say
 * @param durationNanos from sending to the end of the answer
 * @param firstTokenNanos from sending to the first content; null for a whole answer
 */
public record ModelCall(
    String operation,
    TargetKey target,
    @Nullable Usage usage,
    long durationNanos,
    @Nullable Long firstTokenNanos) {}

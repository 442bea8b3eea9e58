package dev.headgate.dataplane.route;

import dev.headgate.dataplane.terms.TargetKey;

/**
 * A target that was passed over.
 *
 * @param target which
 * @param tier its number
 * @param reason why
 */
public record Skipped(TargetKey target, int tier, SkipReason reason) {}

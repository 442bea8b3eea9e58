/**
 * From one gateway's compilations to its proxies and back to what its statuses are made of. Knows
 * no Kubernetes: the operator and one machine without a cluster feed their proxies by the same
 * code.
 */
@NullMarked
package dev.headgate.operator.feed;

import org.jspecify.annotations.NullMarked;

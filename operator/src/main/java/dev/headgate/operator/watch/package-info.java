/**
 * Sees every change in the cluster, has it compiled, stored and pushed, and writes the statuses:
 * the operator's own loop, which only a leader runs.
 */
@NullMarked
package dev.headgate.operator.watch;

import org.jspecify.annotations.NullMarked;

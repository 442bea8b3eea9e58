/**
 * What is done about a failed attempt, and how much of it a proxy may do (resilience.md, "What a
 * failure is"). Pure code.
 */
@NullMarked
package dev.headgate.dataplane.retry;

import org.jspecify.annotations.NullMarked;

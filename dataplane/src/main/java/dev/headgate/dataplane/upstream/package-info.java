/**
 * Calls to providers: which addresses may be reached, pools, TLS, and what went wrong
 * (resilience.md, "What a failure is").
 */
@NullMarked
package dev.headgate.dataplane.upstream;

import org.jspecify.annotations.NullMarked;

/** The proxy's figures, under the names and labels that surface.md promises. */
@NullMarked
package dev.headgate.dataplane.metrics;

import org.jspecify.annotations.NullMarked;

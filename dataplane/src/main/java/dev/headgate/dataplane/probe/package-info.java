/** Asks quiet targets how they are after a call went badly (resilience.md, Circuits). */
@NullMarked
package dev.headgate.dataplane.probe;

import org.jspecify.annotations.NullMarked;

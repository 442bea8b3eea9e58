/** Which targets may be called now (resilience.md, Circuits). */
@NullMarked
package dev.headgate.dataplane.circuit;

import org.jspecify.annotations.NullMarked;

/**
 * What an answer carried for its own provider and the caller's dialect has no place for: kept for
 * the next turn, whichever proxy that comes to.
 */
@NullMarked
package dev.headgate.dataplane.memory;

import org.jspecify.annotations.NullMarked;

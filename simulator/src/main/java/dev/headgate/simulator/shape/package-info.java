/** Strict checks of a JSON body, and what was found, in no dialect's words. */
@NullMarked
package dev.headgate.simulator.shape;

import org.jspecify.annotations.NullMarked;

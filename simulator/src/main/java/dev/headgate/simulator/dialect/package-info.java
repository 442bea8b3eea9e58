/** What every dialect has in common: a prompt read, an answer written. */
@NullMarked
package dev.headgate.simulator.dialect;

import org.jspecify.annotations.NullMarked;

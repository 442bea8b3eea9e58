/** The HTTP control API. */
@NullMarked
package dev.headgate.simulator.control;

import org.jspecify.annotations.NullMarked;

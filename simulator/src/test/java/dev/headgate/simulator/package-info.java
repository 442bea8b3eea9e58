/** Tests of the simulator with the official SDK and over plain HTTP. */
@NullMarked
package dev.headgate.simulator;

import org.jspecify.annotations.NullMarked;

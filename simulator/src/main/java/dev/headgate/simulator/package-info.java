/** A provider that speaks every dialect, with scripted faults, limits and latency. */
@NullMarked
package dev.headgate.simulator;

import org.jspecify.annotations.NullMarked;

/** What was asked and what was billed. */
@NullMarked
package dev.headgate.simulator.count;

import org.jspecify.annotations.NullMarked;

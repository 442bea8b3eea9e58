/** What a test scripted: faults and profiles. */
@NullMarked
package dev.headgate.simulator.script;

import org.jspecify.annotations.NullMarked;

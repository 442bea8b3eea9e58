/** Anthropic Messages. */
@NullMarked
package dev.headgate.simulator.dialect.anthropic;

import org.jspecify.annotations.NullMarked;

/** What the model says: a function of the prompt and the profile. */
@NullMarked
package dev.headgate.simulator.answer;

import org.jspecify.annotations.NullMarked;

/** Gemini generateContent and streamGenerateContent. */
@NullMarked
package dev.headgate.simulator.dialect.gemini;

import org.jspecify.annotations.NullMarked;

/** Figures, the table and the bar they are held against. */
@NullMarked
package dev.headgate.bench.report;

import org.jspecify.annotations.NullMarked;

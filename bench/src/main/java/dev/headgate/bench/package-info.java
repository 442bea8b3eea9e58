/** The benchmark: which measurements, in which order. */
@NullMarked
package dev.headgate.bench;

import org.jspecify.annotations.NullMarked;

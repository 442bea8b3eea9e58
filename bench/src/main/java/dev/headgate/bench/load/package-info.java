/** Clients that put load on them. */
@NullMarked
package dev.headgate.bench.load;

import org.jspecify.annotations.NullMarked;

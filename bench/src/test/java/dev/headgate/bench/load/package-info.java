/** Tests of the bench's own load. */
@NullMarked
package dev.headgate.bench.load;

import org.jspecify.annotations.NullMarked;

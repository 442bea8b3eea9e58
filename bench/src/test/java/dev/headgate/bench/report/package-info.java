/** Tests of the bench's own report. */
@NullMarked
package dev.headgate.bench.report;

import org.jspecify.annotations.NullMarked;

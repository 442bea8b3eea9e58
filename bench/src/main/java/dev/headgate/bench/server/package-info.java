/** The processes that are measured and what they need. */
@NullMarked
package dev.headgate.bench.server;

import org.jspecify.annotations.NullMarked;

/** The whole system on one machine. */
@NullMarked
package dev.headgate.standalone;

import org.jspecify.annotations.NullMarked;

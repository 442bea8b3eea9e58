/** The configuration a proxy serves: read, checked whole, ordered, stored and swapped at once. */
@NullMarked
package dev.headgate.dataplane.snapshot;

import org.jspecify.annotations.NullMarked;

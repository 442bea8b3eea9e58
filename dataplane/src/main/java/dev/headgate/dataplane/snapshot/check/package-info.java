/** Whether a snapshot can be served whole, rule by rule, with the path of everything wrong. */
@NullMarked
package dev.headgate.dataplane.snapshot.check;

import org.jspecify.annotations.NullMarked;

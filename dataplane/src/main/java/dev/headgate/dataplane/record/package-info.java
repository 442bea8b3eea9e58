/** What is left of an exchange when it is over: metrics and, when it went wrong, one log line. */
@NullMarked
package dev.headgate.dataplane.record;

import org.jspecify.annotations.NullMarked;

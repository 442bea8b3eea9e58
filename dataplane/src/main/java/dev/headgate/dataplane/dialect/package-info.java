/**
 * Wire formats, as the rest of the proxy sees them: a caller's dialect reads a request and says
 * what it asks for, says it to one target after the other, and tells answers and errors in its own
 * shape. The rooms inside have one way of doing so each; none of them is known here.
 */
@NullMarked
package dev.headgate.dataplane.dialect;

import org.jspecify.annotations.NullMarked;

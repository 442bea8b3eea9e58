/** Words that every room of the proxy shares; nothing here knows a room. */
@NullMarked
package dev.headgate.dataplane.terms;

import org.jspecify.annotations.NullMarked;

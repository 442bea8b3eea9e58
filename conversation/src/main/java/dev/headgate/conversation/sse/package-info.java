/** Server-sent events as bytes. */
@NullMarked
package dev.headgate.conversation.sse;

import org.jspecify.annotations.NullMarked;

/** JSON and server-sent events as bytes: read with their exact texts, written without waste. */
@NullMarked
package dev.headgate.conversation.json;

import org.jspecify.annotations.NullMarked;

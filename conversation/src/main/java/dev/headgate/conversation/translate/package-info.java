/** Carries a conversation from one dialect to another, and says what is lost on the way. */
@NullMarked
package dev.headgate.conversation.translate;

import org.jspecify.annotations.NullMarked;

/** Anthropic Messages, as callers and as providers speak it. */
@NullMarked
package dev.headgate.conversation.anthropic;

import org.jspecify.annotations.NullMarked;

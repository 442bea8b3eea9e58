/** OpenAI Chat Completions, as callers and as providers speak it. */
@NullMarked
package dev.headgate.conversation.chat;

import org.jspecify.annotations.NullMarked;

/** OpenAI Responses, as callers and as providers speak it. */
@NullMarked
package dev.headgate.conversation.responses;

import org.jspecify.annotations.NullMarked;

/**
 * The same for callers of Anthropic Messages, OpenAI Responses and Gemini: bytes pass between
 * equals where nothing must change, and all else is read as a conversation.
 */
@NullMarked
package dev.headgate.dataplane.dialect.passed;

import org.jspecify.annotations.NullMarked;

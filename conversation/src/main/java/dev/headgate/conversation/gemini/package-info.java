/** Gemini generateContent and streamGenerateContent, as callers and as providers speak them. */
@NullMarked
package dev.headgate.conversation.gemini;

import org.jspecify.annotations.NullMarked;

/**
 * One model of a conversation with a language model, and the dialects that say it.
 *
 * <p>{@code model} is the conversation itself. {@code dialect} is what a dialect must be able to
 * do. {@code chat} and {@code anthropic} are dialects. {@code repair} and {@code translate} carry a
 * conversation from one dialect to another. {@code json} and {@code sse} read and write bytes.
 * Nothing here knows HTTP, a route or a clock.
 */
@NullMarked
package dev.headgate.conversation;

import org.jspecify.annotations.NullMarked;

/**
 * What a dialect must be able to do. A dialect that callers speak is {@link
 * dev.headgate.conversation.dialect.Inbound}, one that providers speak is {@link
 * dev.headgate.conversation.dialect.Outbound}; most are both. Dialects hold no state and may be
 * shared; stream decoders and encoders belong to one stream and one thread.
 */
@NullMarked
package dev.headgate.conversation.dialect;

import org.jspecify.annotations.NullMarked;

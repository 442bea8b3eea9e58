package dev.headgate.dataplane.dialect.chat;

import dev.headgate.dataplane.dialect.scan.Span;
import org.jspecify.annotations.Nullable;

/**
 * The {@code stream_options} of a request.
 *
 * @param span where its value stands, braces included
 * @param usage where the value of {@code include_usage} stands; null when it has none
 * @param empty whether it is {@code null} or has no fields
 */
record StreamOptions(Span span, @Nullable Span usage, boolean empty) {}

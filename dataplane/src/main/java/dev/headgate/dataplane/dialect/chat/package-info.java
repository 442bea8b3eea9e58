/**
 * OpenAI Chat Completions, as most callers and most providers speak it: what a request asks for is
 * read in one pass over its bytes, what must change for a provider is changed by offset, and
 * answers and streams are relayed as bytes, scanned only for what the proxy must know.
 */
@NullMarked
package dev.headgate.dataplane.dialect.chat;

import org.jspecify.annotations.NullMarked;

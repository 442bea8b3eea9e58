/**
 * Wire formats. OpenAI Chat Completions: what a request asks for is read in one pass over its
 * bytes, and what must change on the way to a provider is changed by byte offset; answers and
 * streams are relayed as bytes and only scanned for what the proxy must know (usage, errors, the
 * end).
 */
@NullMarked
package dev.headgate.dataplane.dialect;

import org.jspecify.annotations.NullMarked;

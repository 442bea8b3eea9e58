/** Calls of OpenAI's family that are no chat: embeddings, moderations, rerank. */
@NullMarked
package dev.headgate.dataplane.dialect.nonchat;

import org.jspecify.annotations.NullMarked;

/** OpenAI Chat Completions, embeddings and models. */
@NullMarked
package dev.headgate.simulator.dialect.openai;

import org.jspecify.annotations.NullMarked;

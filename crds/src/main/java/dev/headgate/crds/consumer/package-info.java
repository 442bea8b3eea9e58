/** LlmConsumer: who may call. */
@NullMarked
package dev.headgate.crds.consumer;

import org.jspecify.annotations.NullMarked;

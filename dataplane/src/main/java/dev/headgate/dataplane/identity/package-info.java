/** Who calls: keys of LlmConsumers, known only by their hashes (operations.md, Security). */
@NullMarked
package dev.headgate.dataplane.identity;

import org.jspecify.annotations.NullMarked;

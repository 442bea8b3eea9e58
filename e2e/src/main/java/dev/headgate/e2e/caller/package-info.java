/** A caller of a gateway: OpenAI's official SDK in a pod, telling in JSON lines what came. */
@NullMarked
package dev.headgate.e2e.caller;

import org.jspecify.annotations.NullMarked;

/** LlmRoute: which requests go where. */
@NullMarked
package dev.headgate.crds.route;

import org.jspecify.annotations.NullMarked;

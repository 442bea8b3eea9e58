/**
 * The operator's own certificate authority: who may program a proxy, and which proxy is which. Pure
 * cryptography; where the keys are kept is settled elsewhere.
 */
@NullMarked
package dev.headgate.operator.trust;

import org.jspecify.annotations.NullMarked;

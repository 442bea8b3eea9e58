/** The operator as its users have it: a real API server, real proxies, manifests applied. */
@NullMarked
package dev.headgate.operator.cluster;

import org.jspecify.annotations.NullMarked;

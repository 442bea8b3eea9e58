/** The proxy. It knows no Kubernetes. */
@NullMarked
package dev.headgate.dataplane;

import org.jspecify.annotations.NullMarked;

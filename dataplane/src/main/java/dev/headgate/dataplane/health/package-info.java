/** The port that Kubernetes and Prometheus look at. */
@NullMarked
package dev.headgate.dataplane.health;

import org.jspecify.annotations.NullMarked;

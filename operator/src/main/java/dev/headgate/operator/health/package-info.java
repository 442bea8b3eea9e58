/** What the operator tells probes and Prometheus; it knows no API server. */
@NullMarked
package dev.headgate.operator.health;

import org.jspecify.annotations.NullMarked;

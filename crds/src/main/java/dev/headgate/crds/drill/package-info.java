/** FailoverDrill: a planned failover. */
@NullMarked
package dev.headgate.crds.drill;

import org.jspecify.annotations.NullMarked;

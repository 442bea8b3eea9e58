/** The objects of a gateway in the cluster: what they should be, and making them so. */
@NullMarked
package dev.headgate.operator.apply;

import org.jspecify.annotations.NullMarked;

/** The whole of Headgate on a whole cluster, installed and broken as its users would. */
@NullMarked
package dev.headgate.e2e;

import org.jspecify.annotations.NullMarked;

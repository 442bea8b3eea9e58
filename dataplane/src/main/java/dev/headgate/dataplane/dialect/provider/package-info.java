/** Dialects as backends speak them: which code writes one, and at which path it is heard. */
@NullMarked
package dev.headgate.dataplane.dialect.provider;

import org.jspecify.annotations.NullMarked;

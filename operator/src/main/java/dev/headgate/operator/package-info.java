/** Reconciles the kinds, compiles the snapshot, runs and feeds the proxies. */
@NullMarked
package dev.headgate.operator;

import org.jspecify.annotations.NullMarked;

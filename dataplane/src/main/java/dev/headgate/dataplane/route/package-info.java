/**
 * Which route takes a call and in which order its targets are tried: pure code on one snapshot
 * (kinds.md, Matching; routing.md, Choosing).
 */
@NullMarked
package dev.headgate.dataplane.route;

import org.jspecify.annotations.NullMarked;

/**
 * Bytes of JSON and of server-sent events, read once and changed by offset: what the rooms of the
 * dialects share. It knows no dialect.
 */
@NullMarked
package dev.headgate.dataplane.dialect.scan;

import org.jspecify.annotations.NullMarked;

/** Requests read as conversations, said in another dialect, and the way back of their answers. */
@NullMarked
package dev.headgate.dataplane.dialect.translated;

import org.jspecify.annotations.NullMarked;

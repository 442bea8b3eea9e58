@NullMarked
package dev.headgate.operator.watch;

import org.jspecify.annotations.NullMarked;

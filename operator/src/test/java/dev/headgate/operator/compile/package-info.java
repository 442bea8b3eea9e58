@NullMarked
package dev.headgate.operator.compile;

import org.jspecify.annotations.NullMarked;

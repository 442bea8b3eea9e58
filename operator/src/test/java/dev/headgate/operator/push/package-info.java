@NullMarked
package dev.headgate.operator.push;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.headgate.operator.apply;

import org.jspecify.annotations.NullMarked;

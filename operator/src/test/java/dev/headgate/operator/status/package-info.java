@NullMarked
package dev.headgate.operator.status;

import org.jspecify.annotations.NullMarked;

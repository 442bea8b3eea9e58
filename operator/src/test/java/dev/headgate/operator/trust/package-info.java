@NullMarked
package dev.headgate.operator.trust;

import org.jspecify.annotations.NullMarked;

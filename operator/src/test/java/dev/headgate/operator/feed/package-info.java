@NullMarked
package dev.headgate.operator.feed;

import org.jspecify.annotations.NullMarked;

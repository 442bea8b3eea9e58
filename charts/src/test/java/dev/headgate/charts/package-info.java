@NullMarked
package dev.headgate.charts;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.headgate.images;

import org.jspecify.annotations.NullMarked;

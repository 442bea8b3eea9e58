/** Container images from what the build made: a linked JVM, Debian's libraries, our jars. */
@NullMarked
package dev.headgate.images;

import org.jspecify.annotations.NullMarked;

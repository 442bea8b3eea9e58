/**
 * What a record says about its members beyond their Java types; dev.headgate.crds.generate reads
 * it.
 */
@NullMarked
package dev.headgate.crds.schema;

import org.jspecify.annotations.NullMarked;

/**
 * The operator without an API server: manifests from a folder, judged by the same schemas, rules
 * and compile that a cluster uses, for {@code headgate validate} and for the whole on one machine.
 */
@NullMarked
package dev.headgate.operator.offline;

import org.jspecify.annotations.NullMarked;

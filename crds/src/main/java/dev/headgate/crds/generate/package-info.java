/**
 * Makes the CRDs and their reference from the records; runs in the build, never in the operator.
 */
@NullMarked
package dev.headgate.crds.generate;

import org.jspecify.annotations.NullMarked;

/** The kinds as Java records; the CRDs that users apply are generated from them. */
@NullMarked
package dev.headgate.crds;

import org.jspecify.annotations.NullMarked;

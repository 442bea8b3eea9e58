/** ProviderBackend: one provider endpoint and its models. */
@NullMarked
package dev.headgate.crds.backend;

import org.jspecify.annotations.NullMarked;

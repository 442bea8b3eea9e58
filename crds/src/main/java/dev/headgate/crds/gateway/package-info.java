/** LlmGateway: one fleet of proxies. */
@NullMarked
package dev.headgate.crds.gateway;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps proxies at the wanted snapshot and hears what they see. Knows proxies by address and speaks
 * HTTP; knows no Kubernetes, so that one machine without a cluster uses it as well.
 */
@NullMarked
package dev.headgate.operator.push;

import org.jspecify.annotations.NullMarked;

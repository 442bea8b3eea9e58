/** PromptFirewall: what may enter and leave. */
@NullMarked
package dev.headgate.crds.firewall;

import org.jspecify.annotations.NullMarked;

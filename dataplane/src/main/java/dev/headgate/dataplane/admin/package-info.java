/** The port by which the operator programs this proxy and hears its reports. */
@NullMarked
package dev.headgate.dataplane.admin;

import org.jspecify.annotations.NullMarked;

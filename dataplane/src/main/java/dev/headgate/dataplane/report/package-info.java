/** What this proxy sees, told to the operator when it changes (house.md, "Up"). */
@NullMarked
package dev.headgate.dataplane.report;

import org.jspecify.annotations.NullMarked;

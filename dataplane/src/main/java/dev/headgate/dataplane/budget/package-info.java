/** Money and tokens: reserve before a call, settle after it, on Redis (budgets.md). */
@NullMarked
package dev.headgate.dataplane.budget;

import org.jspecify.annotations.NullMarked;

/** TokenBudget: a limit on money or tokens. */
@NullMarked
package dev.headgate.crds.budget;

import org.jspecify.annotations.NullMarked;

package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;

/**
 * Where a hold stands in one counter.
 *
 * @param scope the end of the hash's key
 * @param settled field
 * @param reserved field
 * @param unit what is counted
 * @param held how much
 */
record HeldCounter(String scope, String settled, String reserved, Budget.Unit unit, long held) {}

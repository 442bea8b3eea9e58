package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;

/**
 * How full a limit's fullest counter is, for {@code headgate_budget_used_ratio}.
 *
 * @param budget id
 * @param limit name
 * @param window of the limit
 * @param ratio settled and held by what ordinary classes may use; above 1 while Critical calls use
 *     the reserve
 */
public record UsedRatio(String budget, String limit, Budget.Window window, double ratio) {}

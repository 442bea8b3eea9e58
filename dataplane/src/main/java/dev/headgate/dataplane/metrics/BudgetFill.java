package dev.headgate.dataplane.metrics;

/**
 * How full a budget is.
 *
 * @param budget id
 * @param window such as {@code Day}
 * @param ratio of what ordinary classes may use; above 1 while Critical calls use the reserve
 */
public record BudgetFill(String budget, String window, double ratio) {}

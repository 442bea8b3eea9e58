package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code GET /headgate/v1/usage}: figures in nanos for Money, else tokens.
 *
 * @param budget name
 * @param limit name
 * @param window of the limit
 * @param unit of the figures
 * @param currency for Money, else null
 * @param amount the limit
 * @param settled paid
 * @param held not yet settled
 * @param windowStartMs start of the window since the epoch; null for Request
 * @param resetsAtMs its end; null for Request
 * @param route id of the route whose counter this is, for scope Route; else null
 */
public record BudgetUsage(
    String budget,
    String limit,
    Budget.Window window,
    Budget.Unit unit,
    @Nullable String currency,
    long amount,
    long settled,
    long held,
    @Nullable Long windowStartMs,
    @Nullable Long resetsAtMs,
    @Nullable String route) {}

package dev.headgate.dataplane.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Budget;
import dev.headgate.dataplane.budget.BudgetUsage;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/** {@code GET /headgate/v1/usage}: the caller's own budgets. */
final class UsageRows {
  private static final double MS_PER_HOUR = 3_600_000;

  private UsageRows() {}

  static Buffer render(List<BudgetUsage> rows, long nowMs) {
    var answer = JsonNodeFactory.instance.objectNode();
    var budgets = answer.putArray("budgets");
    rows.forEach(row -> budgets.add(row(row, nowMs)));
    return Buffer.buffer(answer.toString());
  }

  private static ObjectNode row(BudgetUsage row, long nowMs) {
    long used = row.settled() + row.held();
    long remaining = Math.max(0, row.amount() - used);
    var node =
        JsonNodeFactory.instance
            .objectNode()
            .put("budget", row.budget())
            .put("limit", row.limit())
            .put("window", row.window().name())
            .put("unit", unit(row));
    if (row.route() != null) {
      node.put("route", row.route());
    }
    figure(node, row, "amount", row.amount());
    figure(node, row, "settled", row.settled());
    figure(node, row, "held", row.held());
    figure(node, row, "remaining", remaining);
    node.put("percent", row.amount() <= 0 ? 100 : (int) Math.min(100, 100.0 * used / row.amount()));
    var resetsAt = row.resetsAtMs();
    node.put("resetsAt", resetsAt == null ? null : Instant.ofEpochMilli(resetsAt).toString());
    pace(node, row, remaining, nowMs);
    return node;
  }

  /** How fast it is spent since the window began, and when it would be at its end that way. */
  private static void pace(ObjectNode node, BudgetUsage row, long remaining, long nowMs) {
    var start = row.windowStartMs();
    if (start == null || nowMs <= start) {
      node.putNull("burnRatePerHour").putNull("projectedExhaustion");
      return;
    }
    double perHour = row.settled() * MS_PER_HOUR / (nowMs - start);
    figure(node, row, "burnRatePerHour", Math.round(perHour));
    double leftMs = perHour <= 0 ? Double.MAX_VALUE : remaining / perHour * MS_PER_HOUR;
    var resetsAt = row.resetsAtMs();
    boolean before = resetsAt != null && leftMs < resetsAt - nowMs;
    node.put(
        "projectedExhaustion",
        before ? Instant.ofEpochMilli(nowMs + (long) leftMs).toString() : null);
  }

  private static String unit(BudgetUsage row) {
    return row.unit() == Budget.Unit.Money && row.currency() != null
        ? row.currency()
        : row.unit().name();
  }

  private static void figure(ObjectNode node, BudgetUsage row, String name, long value) {
    if (row.unit() == Budget.Unit.Money) {
      node.put(name, Figures.money(value));
    } else {
      node.put(name, value);
    }
  }
}

package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One caller's view of the counters that count its calls. */
final class UsageQuery {
  /** One row: which field pair of which account it is made of. */
  private record Row(
      LimitRule limit, @Nullable String route, @Nullable String prefix, String scope) {}

  private final StoreLink link;
  private final StoreClock clock;
  private final List<Row> rows = new ArrayList<>();

  UsageQuery(StoreLink link, StoreClock clock, BudgetBook book, Consumer consumer, String keyId) {
    this.link = link;
    this.clock = clock;
    for (BudgetRule rule : book.of(consumer)) {
      if (rule.budget.scope() == Budget.Scope.Route) {
        book.routes(rule, consumer).forEach(route -> add(book, consumer, keyId, rule, route));
      } else {
        add(book, consumer, keyId, rule, null);
      }
    }
  }

  private void add(
      BudgetBook book, Consumer consumer, String keyId, BudgetRule rule, @Nullable String route) {
    var accounts =
        Account.of(
            book.gateway().id(),
            consumer,
            keyId,
            consumer.user(),
            route == null ? "" : route,
            List.of(rule));
    var account = accounts.getLast();
    for (LimitRule limit : rule.limits) {
      if (limit.calendar == null) {
        rows.add(new Row(limit, route, null, ""));
      } else {
        rows.add(new Row(limit, route, account.prefix(), account.scopes().getFirst().name()));
      }
    }
  }

  Future<List<BudgetUsage>> run() {
    return run(clock.nowMs(), 0);
  }

  private Future<List<BudgetUsage>> run(long nowMs, int tries) {
    Map<String, List<Row>> byAccount = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.prefix != null) {
        byAccount.computeIfAbsent(row.prefix, p -> new ArrayList<>()).add(row);
      }
    }
    Map<Row, Figures> figures = new LinkedHashMap<>();
    Future<Long> storeNow = Future.succeededFuture(nowMs);
    for (var account : byAccount.entrySet()) {
      storeNow =
          storeNow.compose(ignored -> read(account.getKey(), account.getValue(), nowMs, figures));
    }
    return storeNow.compose(
        now ->
            tries == 0
                    && rows.stream()
                        .anyMatch(row -> !Objects.equals(window(row, nowMs), window(row, now)))
                ? run(now, 1)
                : Future.succeededFuture(
                    rows.stream().map(row -> usage(row, nowMs, figures.get(row))).toList()));
  }

  private Future<Long> read(
      String prefix, List<Row> wanted, long nowMs, Map<Row, Figures> figures) {
    var args = new ArrayList<String>(3 + wanted.size() * 4);
    args.add(prefix);
    args.add(Script.LEDGER_LENGTH);
    args.add(Integer.toString(wanted.size()));
    for (Row row : wanted) {
      var window = Objects.requireNonNull(window(row, nowMs));
      args.add(row.scope);
      args.add("2");
      args.add(row.limit.name + ":" + window.id() + ":s");
      args.add(row.limit.name + ":" + window.id() + ":r");
    }
    return link.call(Script.USAGE, args)
        .map(
            reply -> {
              clock.heard(reply.at(0));
              collect(reply, wanted, figures);
              return reply.at(0);
            });
  }

  private static void collect(Figures reply, List<Row> wanted, Map<Row, Figures> figures) {
    for (int i = 0; i < wanted.size(); i++) {
      figures.put(wanted.get(i), reply.from(2 + i * 2));
    }
  }

  private static @Nullable CalendarWindow window(Row row, long nowMs) {
    return row.limit.calendar == null ? null : row.limit.calendar.at(nowMs);
  }

  private static BudgetUsage usage(Row row, long nowMs, @Nullable Figures figures) {
    var window = window(row, nowMs);
    var limit = row.limit.limit;
    return new BudgetUsage(
        row.limit.budget.name(),
        limit.name(),
        limit.window(),
        limit.unit(),
        limit.currency(),
        limit.amount(),
        figures == null ? 0 : figures.at(0),
        figures == null ? 0 : figures.at(1),
        window == null ? null : window.startMs(),
        window == null ? null : window.endMs(),
        row.route);
  }
}

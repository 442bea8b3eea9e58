package dev.headgate.dataplane.budget;

import dev.headgate.dataplane.metrics.BudgetStep;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The holds that this event loop's exchanges have open, and their life in the store: each has a
 * deadline there that is moved on while it is open. A hold's score is its deadline × 2, + 1 once
 * dispatched; {@code ZADD XX} changes only holds that are alive.
 */
final class OpenHolds {
  private static final int BATCH = 256;

  private final StoreLink link;
  private final StoreClock clock;
  private final Steps steps;
  private final long leaseMs;
  private final Set<CountedHold> open = new LinkedHashSet<>();
  private final Set<CountedHold> marks = new HashSet<>();

  OpenHolds(StoreLink link, StoreClock clock, Steps steps, long leaseMs) {
    this.link = link;
    this.clock = clock;
    this.steps = steps;
    this.leaseMs = leaseMs;
  }

  void add(CountedHold hold) {
    open.add(hold);
  }

  void remove(CountedHold hold) {
    open.remove(hold);
    marks.remove(hold);
  }

  int size() {
    return open.size();
  }

  /** Remembers that the store must be told that this one was dispatched. */
  void mark(CountedHold hold) {
    marks.add(hold);
  }

  /** Tells the store which holds were dispatched; those that ended meanwhile need not be told. */
  void tellMarks() {
    if (!marks.isEmpty()) {
      tell(marks);
      marks.clear();
    }
  }

  /** Moves on the deadline of every open hold. */
  void extend() {
    if (!open.isEmpty()) {
      tell(open);
    }
  }

  private void tell(Iterable<CountedHold> holds) {
    Map<String, List<CountedHold>> byAccount = new HashMap<>();
    for (CountedHold hold : holds) {
      for (AccountHold account : hold.accounts) {
        byAccount.computeIfAbsent(account.prefix(), p -> new ArrayList<>(4)).add(hold);
      }
    }
    byAccount.forEach(
        (prefix, list) -> {
          for (int from = 0; from < list.size(); from += BATCH) {
            send(prefix, list.subList(from, Math.min(list.size(), from + BATCH)));
          }
        });
  }

  private void send(String prefix, List<CountedHold> holds) {
    long deadline = (clock.nowMs() + leaseMs) * 2;
    var request = Request.cmd(Command.ZADD).arg(prefix + "due").arg("XX");
    for (CountedHold hold : holds) {
      request.arg(Long.toString(deadline + (hold.isDispatched() ? 1 : 0))).arg(hold.id);
    }
    long start = steps.start();
    // What is not told now is told with the next extension or the next connection.
    link.send(request).onComplete(result -> steps.took(BudgetStep.EXTEND, start));
  }
}

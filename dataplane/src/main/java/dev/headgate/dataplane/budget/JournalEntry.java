package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.dataplane.terms.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of one hold in one account, with everything that is needed to do it again in a store that
 * forgot the hold.
 *
 * @param account where it stood
 * @param id of the hold
 * @param charge whether it is paid for; else all is given back
 * @param cost nanos
 * @param kind {@code real} or {@code estimated}
 * @param usage null when estimated: what was held is charged
 * @param meta who, where and at which prices
 * @param owingTenant not null when this tenant's outage allowance bears the cost until the store
 *     has it
 */
record JournalEntry(
    AccountHold account,
    String id,
    boolean charge,
    long cost,
    String kind,
    @Nullable Usage usage,
    Meta meta,
    @Nullable String owingTenant) {

  static JournalEntry release(AccountHold account, String id, Meta meta) {
    return new JournalEntry(account, id, false, 0, "", null, meta, null);
  }

  /** Whether it ends an attempt of that exchange. */
  boolean endedBy(String exchange) {
    return id.length() > exchange.length()
        && id.charAt(exchange.length()) == '.'
        && id.startsWith(exchange);
  }

  /** Adds its part of the settle script's arguments. */
  void appendTo(List<String> args) {
    args.add(id);
    args.add(charge ? "S" : "R");
    args.add(Long.toString(cost));
    args.add(kind);
    args.add(usage == null ? "" : tokens(usage));
    args.add(meta.json());
    args.add(Integer.toString(account.counters().size()));
    for (HeldCounter counter : account.counters()) {
      args.add(counter.scope());
      args.add(counter.settled());
      args.add(counter.reserved());
      args.add(Long.toString(counter.held()));
      args.add(Long.toString(charged(counter)));
    }
  }

  private long charged(HeldCounter counter) {
    if (!charge) {
      return 0;
    }
    Usage used = usage;
    if (used == null) {
      return counter.unit() == Budget.Unit.Money ? cost : counter.held();
    }
    return Money.capped(
        switch (counter.unit()) {
          case Money -> cost;
          case TotalTokens -> used.total();
          case InputTokens -> used.input();
          case OutputTokens -> used.output();
        });
  }

  private static String tokens(Usage u) {
    return u.uncachedInput()
        + ","
        + u.cacheRead()
        + ","
        + u.cacheWrite()
        + ","
        + u.cacheWriteLong()
        + ","
        + u.output()
        + ","
        + u.reasoning();
  }
}

package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.TrafficClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One attempt's reserve in one account: the script's arguments, and what it then holds. */
final class AccountReserve {
  /** A hash that nobody touches any more lives this much longer than its window at least. */
  private static final long KEEP_MS = 72 * 3600_000L;

  final Account account;
  final List<LimitRule> limits;
  private final HoldCost cost;
  private final CalendarWindow[] windows;

  /**
   * @param nowMs the store's time: it decides the windows
   */
  AccountReserve(Account account, HoldCost cost, long nowMs) {
    this.account = account;
    this.cost = cost;
    limits = account.limits();
    windows = new CalendarWindow[limits.size()];
    moveTo(nowMs);
  }

  /** Takes the windows of that moment. */
  void moveTo(long nowMs) {
    for (int i = 0; i < windows.length; i++) {
      windows[i] = Objects.requireNonNull(limits.get(i).calendar).at(nowMs);
    }
  }

  CalendarWindow window(int counter) {
    return windows[counter];
  }

  /** The scope of a counter. */
  String scope(int counter) {
    int i = counter;
    for (Account.Scope scope : account.scopes()) {
      if (i < scope.limits().size()) {
        return scope.name();
      }
      i -= scope.limits().size();
    }
    throw new IndexOutOfBoundsException(counter);
  }

  /** The script's arguments; the first is its key. */
  List<String> arguments(
      String id, long leaseMs, int cap, int least, String meta, TrafficClass trafficClass) {
    var args = new ArrayList<String>(12 + limits.size() * 10);
    args.add(account.prefix());
    args.add(id);
    args.add(Long.toString(leaseMs));
    args.add(Integer.toString(cap));
    args.add(Integer.toString(least));
    args.add(meta);
    args.add(Long.toString(cost.at(Budget.Unit.Money, cap)));
    args.add(Long.toString(cost.base(Budget.Unit.Money)));
    args.add(Long.toString(cost.perToken(Budget.Unit.Money)));
    args.add(Script.LEDGER_LENGTH);
    args.add(Integer.toString(account.scopes().size()));
    args.add(Integer.toString(limits.size()));
    for (int i = 0; i < windows.length; i++) {
      var limit = limits.get(i);
      var unit = limit.limit.unit();
      args.add(Long.toString(windows[i].startMs()));
      args.add(Long.toString(windows[i].endMs()));
      args.add(Long.toString(limit.visibleTo(trafficClass)));
      args.add(Long.toString(cost.at(unit, cap)));
      args.add(Long.toString(cost.base(unit)));
      args.add(Long.toString(cost.perToken(unit)));
      args.add(Long.toString(windows[i].lengthMs() * 2 + KEEP_MS));
    }
    int i = 0;
    for (Account.Scope scope : account.scopes()) {
      args.add(scope.name());
      args.add(Integer.toString(scope.limits().size()));
      for (int n = 0; n < scope.limits().size(); n++, i++) {
        args.add(settled(i));
        args.add(reserved(i));
      }
    }
    return args;
  }

  /**
   * What the script holds.
   *
   * @param asked the cap that it was given
   * @param cap the cap that it chose
   */
  AccountHold held(int asked, int cap) {
    var counters = new ArrayList<HeldCounter>(limits.size());
    int i = 0;
    for (Account.Scope scope : account.scopes()) {
      for (LimitRule limit : scope.limits()) {
        var unit = limit.limit.unit();
        long held = cap < asked ? cost.lowered(unit, cap) : cost.at(unit, cap);
        counters.add(new HeldCounter(scope.name(), settled(i), reserved(i), unit, held));
        i++;
      }
    }
    return new AccountHold(account.prefix(), counters);
  }

  private String settled(int counter) {
    return limits.get(counter).name + ":" + windows[counter].id() + ":s";
  }

  private String reserved(int counter) {
    return limits.get(counter).name + ":" + windows[counter].id() + ":r";
  }
}

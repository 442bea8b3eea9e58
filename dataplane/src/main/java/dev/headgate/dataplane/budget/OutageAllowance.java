package dev.headgate.dataplane.budget;

import java.util.concurrent.ConcurrentHashMap;

/**
 * What one proxy lets each tenant spend while the store is away and budgets fail open: money that
 * the store does not know of yet is never more than the cap. It is given back when the store has
 * the charge. Safe from any thread.
 */
final class OutageAllowance {
  private final ConcurrentHashMap<String, Long> owed = new ConcurrentHashMap<>();

  /** Takes it when the tenant then owes at most the cap. */
  boolean take(String tenant, long nanos, long capNanos) {
    var taken = new boolean[1];
    owed.compute(
        tenant,
        (t, before) -> {
          long now = before == null ? 0 : before;
          taken[0] = nanos <= capNanos - now;
          return taken[0] ? (Long) (now + nanos) : before;
        });
    return taken[0];
  }

  /** What was held turned out to be this. */
  void correct(String tenant, long heldNanos, long realNanos) {
    give(tenant, heldNanos - realNanos);
  }

  /** The store has it. */
  void give(String tenant, long nanos) {
    owed.computeIfPresent(tenant, (t, before) -> before == nanos ? null : (Long) (before - nanos));
  }

  long owed(String tenant) {
    return owed.getOrDefault(tenant, 0L);
  }
}

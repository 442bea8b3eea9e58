package dev.headgate.dataplane.budget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts that this event loop worked with lately, oldest first: when nobody calls any more,
 * expired holds in them are found by looking.
 */
final class AccountsSeen {
  private static final int MOST = 10_000;
  private static final int PER_SWEEP = 100;
  private static final long FORGET_MS = 3_600_000;

  private static final class Seen {
    long workedMs;
    long sweptMs;
  }

  private final Map<String, Seen> accounts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MOST;
        }
      };

  void worked(String prefix, long nowMs) {
    accounts.computeIfAbsent(prefix, p -> new Seen()).workedMs = nowMs;
  }

  /** Accounts that were neither worked with nor given here for that long, some at a time. */
  List<String> due(long nowMs, long everyMs) {
    var due = new ArrayList<String>();
    var all = accounts.entrySet().iterator();
    while (all.hasNext() && due.size() < PER_SWEEP) {
      var entry = all.next();
      var seen = entry.getValue();
      if (seen.workedMs + FORGET_MS < nowMs) {
        all.remove();
      } else if (Math.max(seen.workedMs, seen.sweptMs) + everyMs <= nowMs) {
        seen.sweptMs = nowMs;
        due.add(entry.getKey());
      }
    }
    return due;
  }
}

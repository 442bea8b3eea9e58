package dev.headgate.dataplane.upstream;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Open connections to providers, of all event loops of a proxy. Safe from any thread. */
public final class ConnectionCounts {
  private final ConcurrentHashMap<String, AtomicInteger> open = new ConcurrentHashMap<>();

  void opened(Destination destination) {
    open.computeIfAbsent(name(destination), fresh -> new AtomicInteger()).incrementAndGet();
  }

  void closed(Destination destination) {
    open.computeIfPresent(
        name(destination), (name, count) -> count.decrementAndGet() == 0 ? null : count);
  }

  /** How many are open now, by {@code host:port} of the provider; none is no entry. */
  public Map<String, Integer> open() {
    var counts = new TreeMap<String, Integer>();
    open.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  private static String name(Destination destination) {
    return destination.host() + ":" + destination.port();
  }
}

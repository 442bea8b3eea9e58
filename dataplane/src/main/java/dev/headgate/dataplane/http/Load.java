package dev.headgate.dataplane.http;

import dev.headgate.contract.Gateway;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all event loops of one proxy hold together. Safe from any thread. */
public final class Load {
  private final AtomicLong buffered = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final long memory;
  private volatile boolean draining;

  /**
   * @param memory bytes this process may use; a quarter of it is the default for bodies
   */
  public Load(long memory) {
    this.memory = memory;
  }

  /** Bytes of bodies held now. */
  public long bufferedBytes() {
    return buffered.get();
  }

  /** Requests under way. */
  public int exchanges() {
    return exchanges.get();
  }

  /** From now on every answer tells its caller to come back by another connection. */
  public void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  /** Open connections of callers. */
  public int connections() {
    return connections.get();
  }

  /** Takes room for a body's bytes; false when there is none. */
  boolean hold(long bytes, Gateway.Limits limits) {
    long most = limits.maxBufferedBytes() > 0 ? limits.maxBufferedBytes() : memory / 4;
    if (buffered.addAndGet(bytes) > most) {
      buffered.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void free(long bytes) {
    buffered.addAndGet(-bytes);
  }

  void begin() {
    exchanges.incrementAndGet();
  }

  void end() {
    exchanges.decrementAndGet();
  }

  /** Counts a connection in; false when there are too many, and it is not counted. */
  boolean connect(String address, int most, int mostOfAddress) {
    if (connections.incrementAndGet() > most) {
      connections.decrementAndGet();
      return false;
    }
    if (byAddress.merge(address, 1, Integer::sum) > mostOfAddress) {
      disconnect(address);
      return false;
    }
    return true;
  }

  void disconnect(String address) {
    connections.decrementAndGet();
    byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }
}

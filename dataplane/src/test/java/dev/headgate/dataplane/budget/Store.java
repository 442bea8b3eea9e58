package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Snapshot;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** One store, and proxies that use it. */
final class Store implements AutoCloseable {
  final RedisProcess redis;
  final RedisWire wire;
  final Vertx vertx = Vertx.vertx();
  private final List<Loop> loops = new ArrayList<>();

  Store(Path binary, String... settings) {
    redis = new RedisProcess(binary, settings);
    wire = redis.wire();
  }

  static ProxyBudgets proxy() {
    return proxy(InstantSource.system());
  }

  static ProxyBudgets proxy(InstantSource clock) {
    return new ProxyBudgets(clock, System::nanoTime, (step, nanos) -> {}, BudgetTimes.DEFAULT);
  }

  Snapshot snapshot(Budget... budgets) {
    return Given.snapshot(Given.redis(List.of(redis.node())), budgets);
  }

  /** A proxy of one event loop. */
  Loop loop(Budget... budgets) {
    return loop(proxy(), snapshot(budgets));
  }

  Loop loop(ProxyBudgets proxy, Snapshot snapshot) {
    var loop = new Loop(vertx, proxy, snapshot);
    loops.add(loop);
    return loop;
  }

  Books books() {
    return new Books(wire, Books.SHOP);
  }

  @Override
  public void close() {
    wire.close();
    loops.forEach(Loop::close);
    Loop.join(vertx.close());
    redis.close();
  }
}

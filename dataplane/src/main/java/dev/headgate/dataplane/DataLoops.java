package dev.headgate.dataplane;

import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.budget.ProxyBudgets;
import dev.headgate.dataplane.health.EventLoops;
import dev.headgate.dataplane.http.Collaborators;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops that serve calls, on one port together. */
final class DataLoops {
  private static final Logger log = LoggerFactory.getLogger(DataLoops.class);
  private static final long APPLY_SECONDS = 5;

  /** Vert.x' way to say: a free port, and the same one for everybody who says this. */
  private static final int ANY_SHARED = -1;

  private final ProxySettings settings;
  private final ProxyBudgets budgets;
  private final List<DataLoop> loops = new CopyOnWriteArrayList<>();

  DataLoops(ProxySettings settings, ProxyBudgets budgets) {
    this.settings = settings;
    this.budgets = budgets;
  }

  /** Starts all of them; the future is the port they listen on. */
  Future<Integer> start(Vertx vertx, Collaborators shared, EventLoops pulse) {
    return vertx
        .deployVerticle(
            () -> new DataLoop(this, shared),
            new DeploymentOptions().setInstances(settings.eventLoops()))
        .map(
            deployed -> {
              loops.forEach(loop -> pulse.watch(loop.vertx(), loop.loop()));
              return loops.getFirst().port();
            });
  }

  void add(DataLoop loop) {
    loops.add(loop);
  }

  ProxyBudgets budgets() {
    return budgets;
  }

  String bind() {
    return settings.bind();
  }

  int port() {
    return settings.dataPort() == 0 ? ANY_SHARED : settings.dataPort();
  }

  int count() {
    return settings.eventLoops();
  }

  /**
   * Returns when every loop counts by this snapshot's budgets: only then may it be acknowledged.
   * Blocks; never called on an event loop.
   */
  void apply(Snapshot snapshot) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("would wait for itself");
    }
    var pending = List.copyOf(loops);
    var applied = new CountDownLatch(pending.size());
    for (var loop : pending) {
      loop.loop()
          .runOnContext(
              on -> {
                try {
                  loop.apply(snapshot);
                } finally {
                  applied.countDown();
                }
              });
    }
    try {
      if (!applied.await(APPLY_SECONDS, TimeUnit.SECONDS)) {
        log.error("an event loop did not take {} within {} s", snapshot, APPLY_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets callers leave, takes no more connections, lets running calls end, settles. */
  Future<?> drain(Duration farewell, Duration timeout) {
    return Future.join(loops.stream().map(loop -> loop.drain(farewell, timeout)).toList());
  }
}

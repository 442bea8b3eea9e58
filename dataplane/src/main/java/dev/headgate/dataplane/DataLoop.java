package dev.headgate.dataplane;

import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.http.Collaborators;
import dev.headgate.dataplane.http.DataServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** One event loop that serves calls: its port, its budgets. */
final class DataLoop extends VerticleBase {
  private final DataLoops loops;
  private final Collaborators shared;
  private @Nullable LoopBudgets budgets;
  private @Nullable DataServer server;

  DataLoop(DataLoops loops, Collaborators shared) {
    this.loops = loops;
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    var own = new LoopBudgets(vertx, loops.budgets());
    budgets = own;
    // Listed before the snapshot is looked at: one that comes in between is applied twice, not
    // never.
    loops.add(this);
    var current = shared.snapshots().current();
    if (current != null) {
      own.apply(current.snapshot());
    }
    return DataServer.start(
            vertx,
            loops.bind(),
            loops.port(),
            loops.count(),
            shared,
            own,
            own,
            RandomGeneratorFactory.getDefault().create())
        .onSuccess(started -> server = started);
  }

  /** The event loop. */
  Context loop() {
    return context;
  }

  Vertx vertx() {
    return vertx;
  }

  /** On the event loop. */
  void apply(Snapshot snapshot) {
    if (budgets != null) {
      budgets.apply(snapshot);
    }
  }

  int port() {
    return Objects.requireNonNull(server).port();
  }

  /** Lets callers leave and running calls end, then settles. */
  Future<Void> drain(Duration farewell, Duration timeout) {
    Future<Void> served =
        server == null ? Future.succeededFuture() : server.drain(farewell, timeout);
    return served.eventually(() -> budgets == null ? Future.succeededFuture() : onLoop(budgets));
  }

  private Future<Void> onLoop(LoopBudgets closing) {
    var promise = io.vertx.core.Promise.<Void>promise();
    context.runOnContext(on -> closing.close().onComplete(promise));
    return promise.future();
  }
}

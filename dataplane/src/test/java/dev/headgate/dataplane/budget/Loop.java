package dev.headgate.dataplane.budget;

import dev.headgate.contract.Snapshot;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** One event loop with its budgets, driven from the test's thread. */
final class Loop implements AutoCloseable {
  private final Vertx vertx;
  private final ProxyBudgets proxy;
  private final String deployment;
  private Context context;
  private RedisBudgets budgets;
  private boolean closed;

  Loop(Vertx vertx, ProxyBudgets proxy, Snapshot snapshot) {
    this.vertx = vertx;
    this.proxy = proxy;
    deployment =
        join(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    Loop.this.context = this.context;
                    Loop.this.budgets = RedisBudgets.create(this.vertx, proxy, snapshot);
                    return Future.succeededFuture();
                  }
                }));
  }

  HoldDecision reserve(HoldRequest request) {
    return join(later(() -> budgets.reserve(request)));
  }

  HoldDecision.Granted grant(HoldRequest request) {
    var decision = reserve(request);
    if (decision instanceof HoldDecision.Granted granted) {
      return granted;
    }
    throw new AssertionError("not granted: " + decision);
  }

  /** Runs it on the event loop and waits for what it returns. */
  <T> T on(Callable<T> action) {
    return join(later(() -> Future.succeededFuture(action.call())));
  }

  void run(Runnable action) {
    on(
        () -> {
          action.run();
          return true;
        });
  }

  /** Waits for something that happens off the caller's path. */
  void await(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(condition::getAsBoolean);
  }

  /** Waits until the store has every charge. */
  void quiet() {
    await(() -> proxy.unrecordedCharges() == 0);
  }

  RedisBudgets budgets() {
    return budgets;
  }

  <T> Future<T> later(Callable<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(
        ignored -> {
          try {
            action.call().onComplete(promise);
          } catch (Exception e) {
            promise.fail(e);
          }
        });
    return promise.future();
  }

  static <T> T join(Future<T> future) {
    try {
      CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
      return done.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** As a crash: nothing is given back, nothing is kept alive. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    on(
        () -> {
          budgets.crash();
          return true;
        });
    join(vertx.undeploy(deployment));
  }
}

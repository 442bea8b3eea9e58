package dev.headgate.dataplane.http;

import io.vertx.core.Promise;

/**
 * Waits, on one event loop, until no caller may send a request by a connection that is about to be
 * closed: each kept connection has been told to leave by an answer, or nothing was said by it for
 * so long that its caller looks at it before it uses it again.
 *
 * <p>A stream's head went out before it could say so. What comes behind it does not: without this
 * the caller's next request meets a closed connection, and some clients do not send it again.
 */
final class Farewell extends Wheel.Timer {
  private static final long STEP_MS = 50;

  private final Wheel wheel;
  private final Entrance entrance;
  private final long began;
  private final long farewellMs;
  private final long deadline;
  private final Promise<Void> over;

  /**
   * @param farewellMs how long a silent connection is waited for
   * @param timeoutMs how long all of this may take
   * @param over completed on the event loop
   */
  Farewell(Wheel wheel, Entrance entrance, long farewellMs, long timeoutMs, Promise<Void> over) {
    this.wheel = wheel;
    this.entrance = entrance;
    this.farewellMs = farewellMs;
    this.over = over;
    began = wheel.now();
    deadline = began + timeoutMs;
  }

  /** Begins, on the event loop. */
  void say() {
    due(began);
  }

  @Override
  void due(long now) {
    if (now >= deadline || !entrance.anyStaysUntold(began, now, farewellMs)) {
      over.complete();
    } else {
      wheel.set(this, now + STEP_MS);
    }
  }
}

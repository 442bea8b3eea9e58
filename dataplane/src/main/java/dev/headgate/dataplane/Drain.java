package dev.headgate.dataplane;

import dev.headgate.dataplane.http.Load;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a proxy, in the order that loses nothing: callers on kept connections are told to
 * leave by the answer to their next request, then nobody comes in and idle connections are closed,
 * then running calls end, then what they cost is recorded.
 */
final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  /** Long enough for a busy connection's next request, which is told to be its last. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** Settling takes at most two seconds of its own. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final Load load;
  private final DataLoops loops;
  private final Duration timeout;

  /**
   * @param timeout for running calls
   */
  Drain(Load load, DataLoops loops, Duration timeout) {
    this.load = load;
    this.loops = loops;
    this.timeout = timeout;
  }

  /** Returns when all is over. */
  void run() {
    log.info("stopping: {} running calls have {} ms to end", load.exchanges(), timeout.toMillis());
    load.drain();
    try {
      if (load.connections() > 0) {
        TimeUnit.NANOSECONDS.sleep(FAREWELL.toNanos());
      }
      loops
          .drain(timeout)
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.plus(SETTLE).toMillis(), TimeUnit.MILLISECONDS);
      log.info("stopped");
    } catch (TimeoutException e) {
      log.warn("stopped with {} calls cut off", load.exchanges());
    } catch (ExecutionException e) {
      log.error("stopped with an error", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

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

  /**
   * How long a kept connection is left open after an answer that could not say goodbye, such as a
   * stream that began before. The SDKs' OkHttp looks whether a connection still lives before it
   * sends by it only if it was idle for ten seconds; others look each time.
   */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

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
      loops
          .drain(farewell(), timeout)
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

  /** Where all has to be over soon, as on a developer's machine, goodbyes are short. */
  private Duration farewell() {
    Duration third = timeout.dividedBy(3);
    return third.compareTo(FAREWELL) < 0 ? third : FAREWELL;
  }
}

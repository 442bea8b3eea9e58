package dev.headgate.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Load at a fixed rate. A latency counts from the moment at which its request was meant to be sent,
 * so that a server that stalls is not excused from the requests it kept waiting.
 */
public final class OpenLoop {
  private static final int CONNECTIONS = 32;

  private OpenLoop() {}

  /**
   * Sends for some seconds.
   *
   * @param warmUpSeconds of the same load before, not measured
   */
  public static Latencies run(
      int port, Message message, int perSecond, int warmUpSeconds, int seconds)
      throws IOException, InterruptedException {
    byte[] request = message.wire();
    int skipped = perSecond * warmUpSeconds;
    int calls = skipped + perSecond * seconds;
    var intended = new long[calls];
    var nanos = new long[calls];
    var next = new AtomicInteger();
    var due = new Semaphore(0);
    var failure = new AtomicReference<@Nullable Exception>();
    var workers = new ArrayList<Thread>();
    var connections = new ConcurrentLinkedQueue<Connection>();
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(Connection.open(port));
    }
    for (Connection connection : connections) {
      workers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      while (true) {
                        due.acquire();
                        int mine = next.getAndIncrement();
                        if (mine >= calls) {
                          return;
                        }
                        connection.call(request);
                        nanos[mine] = System.nanoTime() - intended[mine];
                      }
                    } catch (IOException | InterruptedException | RuntimeException e) {
                      failure.compareAndSet(null, e);
                    }
                  }));
    }
    long start = System.nanoTime();
    double gap = 1e9 / perSecond;
    for (int i = 0; i < calls && failure.get() == null; i++) {
      long at = start + (long) (i * gap);
      intended[i] = at;
      long wait = at - System.nanoTime();
      while (wait > 0) {
        LockSupport.parkNanos(wait);
        wait = at - System.nanoTime();
      }
      due.release();
    }
    due.release(calls);
    for (Thread worker : workers) {
      worker.join(30_000);
    }
    for (Connection connection : connections) {
      connection.close();
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("open loop: " + failed.getMessage(), failed);
    }
    return new Latencies(java.util.Arrays.copyOfRange(nanos, skipped, calls));
  }
}

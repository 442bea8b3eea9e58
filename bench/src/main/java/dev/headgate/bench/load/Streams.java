package dev.headgate.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Callers who read streams one after the other. */
public final class Streams {
  private Streams() {}

  /**
   * Reads for some seconds.
   *
   * @return events received in that time
   */
  public static long run(int port, Message message, int callers, int seconds)
      throws IOException, InterruptedException {
    byte[] request = message.wire();
    var events = new LongAdder();
    var failure = new AtomicReference<@Nullable Exception>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < callers; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var connection = Connection.open(port)) {
                      while (System.nanoTime() < end && failure.get() == null) {
                        events.add(connection.call(request, end).events());
                      }
                    } catch (IOException | RuntimeException e) {
                      failure.compareAndSet(null, e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("streams: " + failed.getMessage(), failed);
    }
    return events.sum();
  }
}

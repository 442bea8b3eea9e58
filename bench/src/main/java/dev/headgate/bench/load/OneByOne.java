package dev.headgate.bench.load;

import java.io.IOException;

/** One caller who waits for each answer: what a single request takes on an idle machine. */
public final class OneByOne {
  private OneByOne() {}

  /** Latencies to the end of whole answers, over {@code seconds} after half as many to warm up. */
  public static Latencies whole(int port, Message message, int seconds) throws IOException {
    return run(port, message, seconds, false);
  }

  /** Latencies to the first byte of the body. */
  public static Latencies firstByte(int port, Message message, int seconds) throws IOException {
    return run(port, message, seconds, true);
  }

  private static Latencies run(int port, Message message, int seconds, boolean first)
      throws IOException {
    byte[] request = message.wire();
    try (var connection = Connection.open(port)) {
      long half = System.nanoTime() + seconds * 500_000_000L;
      while (System.nanoTime() < half) {
        connection.call(request);
      }
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      var nanos = java.util.stream.LongStream.builder();
      while (System.nanoTime() < end) {
        var timing = connection.call(request);
        nanos.add(first ? timing.firstByteNanos() : timing.wholeNanos());
      }
      return new Latencies(nanos.build().toArray());
    }
  }
}

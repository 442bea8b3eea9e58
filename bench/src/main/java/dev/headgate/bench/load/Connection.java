package dev.headgate.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One kept connection, one request at a time, by whoever waits for it. */
final class Connection implements AutoCloseable {
  private static final int READ_BYTES = 64 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final AnswerParser parser = new AnswerParser();

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  static Connection open(int port) throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new Connection(channel);
  }

  /** What came of one call. */
  record Timing(long firstByteNanos, long wholeNanos, long events) {}

  /**
   * Sends a request and reads its whole answer.
   *
   * @throws IllegalStateException when the status is not 200
   */
  Timing call(byte[] request) throws IOException {
    return call(request, Long.MAX_VALUE);
  }

  /** The same, but stops reading at a {@link System#nanoTime()}; the connection is spent then. */
  Timing call(byte[] request, long until) throws IOException {
    long start = System.nanoTime();
    var out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    parser.reset();
    long first = 0;
    boolean whole = false;
    while (!whole) {
      in.clear();
      if (channel.read(in) < 0) {
        throw new IOException("closed in the middle of an answer");
      }
      in.flip();
      whole = parser.read(in);
      if (parser.status() != 0 && parser.status() != 200) {
        throw new IllegalStateException("answered with status " + parser.status());
      }
      long now = System.nanoTime();
      if (first == 0 && parser.bodyBytes() > 0) {
        first = now - start;
      }
      if (now > until) {
        break;
      }
    }
    return new Timing(first, System.nanoTime() - start, parser.events());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package dev.headgate.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many callers who each hold one stream open and read it, all on one thread. */
public final class OpenStreams implements AutoCloseable {
  /** Streams that wait for their first event at a time: more would measure the accept queue. */
  private static final int OPENING = 64;

  private static final int READ_BYTES = 64 * 1024;
  private static final int SELECT_MS = 100;

  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final List<Stream> streams = new ArrayList<>();
  private final byte[] request;
  private final InetSocketAddress server;
  private int begun;
  private int ended;

  private OpenStreams(int port, Message message) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.request = message.wire();
  }

  /** One caller. */
  private static final class Stream {
    private final SocketChannel channel;
    private final AnswerParser parser = new AnswerParser();
    private boolean begun;

    private Stream(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /**
   * Opens streams and returns when each of them has had its first event.
   *
   * @throws IOException when one is refused or ends
   */
  public static OpenStreams open(int port, Message message, int count) throws IOException {
    var open = new OpenStreams(port, message);
    try {
      while (open.begun < count) {
        while (open.streams.size() < count && open.streams.size() - open.begun < OPENING) {
          open.add();
        }
        open.read(SELECT_MS);
      }
      return open;
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  private void add() throws IOException {
    var channel = SocketChannel.open(server);
    var stream = new Stream(channel);
    streams.add(stream);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, stream);
  }

  private void read(long waitMs) throws IOException {
    selector.select(waitMs);
    var ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      var key = ready.next();
      ready.remove();
      read((Stream) key.attachment());
    }
  }

  private void read(Stream stream) throws IOException {
    in.clear();
    int count = stream.channel.read(in);
    in.flip();
    boolean whole = count < 0 || stream.parser.read(in);
    if (stream.parser.status() != 0 && stream.parser.status() != 200) {
      throw new IOException("answered with status " + stream.parser.status());
    }
    if (!stream.begun && stream.parser.bodyBytes() > 0) {
      stream.begun = true;
      begun++;
    }
    if (whole) {
      ended++;
      stream.channel.close();
    }
  }

  /** Reads for some seconds. */
  public void hold(int seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (long left = seconds * 1000L; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      read(Math.min(left, SELECT_MS));
    }
  }

  /** Events received so far. */
  public long events() {
    return streams.stream().mapToLong(stream -> stream.parser.events()).sum();
  }

  /** Streams that have ended. */
  public int ended() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    for (var stream : streams) {
      stream.channel.close();
    }
    selector.close();
  }
}

package dev.headgate.dataplane.budget;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store as the tests see it: RESP2 on a plain socket, apart from the client under test. */
public final class RedisWire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RedisWire(int port) {
    try {
      socket = new Socket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
      socket.setSoTimeout(10_000);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A string, a Long, a list of these, or null; error replies are thrown. */
  public @Nullable Object call(String... command) {
    try {
      var out = new ByteArrayOutputStream();
      out.writeBytes(("*" + command.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      for (String part : command) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(bytes);
        out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      }
      socket.getOutputStream().write(out.toByteArray());
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  public List<Object> list(String... command) {
    Object reply = call(command);
    return reply == null ? List.of() : (List<Object>) reply;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Object read() throws IOException {
    String line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case '-' -> throw new IOException(rest);
      case ':' -> Long.valueOf(rest);
      case '$' -> {
        int length = Integer.parseInt(rest);
        if (length < 0) {
          yield null;
        }
        var text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.readNBytes(2);
        yield text;
      }
      case '*' -> {
        var items = new ArrayList<@Nullable Object>();
        for (int i = Integer.parseInt(rest); i > 0; i--) {
          items.add(read());
        }
        yield items;
      }
      default -> throw new IOException("not RESP2: " + line);
    };
  }

  private String line() throws IOException {
    var out = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up");
      }
      out.append((char) c);
    }
    in.read();
    return out.toString();
  }
}

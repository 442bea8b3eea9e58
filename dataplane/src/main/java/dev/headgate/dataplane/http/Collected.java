package dev.headgate.dataplane.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;

/** Bytes of an answer that is needed whole, up to a bound. */
final class Collected {
  private final int most;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean overflow;

  Collected(int most) {
    this.most = most;
  }

  void add(Buffer read) {
    int wanted = length + read.length();
    if (overflow || wanted > most) {
      overflow = true;
      return;
    }
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, length == 0 ? wanted : Math.max(wanted, 2 * bytes.length));
    }
    read.getBytes(bytes, length);
    length = wanted;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Whether more came than fits; what came after is lost. */
  boolean overflow() {
    return overflow;
  }

  Buffer buffer() {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, 0, length));
  }

  /** Whether it may be told to a caller as an error in JSON. */
  boolean isJson() {
    return !overflow && length > 1 && bytes[0] == '{';
  }
}

package dev.headgate.dataplane.dialect.scan;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a stream that pass as they came. They are copied once, when they were read; what was
 * given out is a slice of that copy and never written again. Events are looked at between {@link
 * #seen} and {@link #end}; what lies between {@link #start} and {@link #seen} waits to be given
 * out.
 */
public final class PassingBytes {
  private static final int MIN_ARRAY = 2048;
  private static final int BYTES_PER_TOKEN = 4;
  private static final byte[] NOTHING = new byte[0];

  private final List<ByteBuf> output = new ArrayList<>(2);
  private byte[] bytes = NOTHING;
  private int start;
  private int seen;
  private int end;
  private long given;
  private int sampleEvent;
  private int sampleText;

  /** Takes bytes as they were read. */
  public void append(ByteBuf read) {
    int length = read.readableBytes();
    if (bytes.length - end < length) {
      int rest = end - start;
      var larger = new byte[Math.max(MIN_ARRAY, rest + Math.max(length, rest))];
      System.arraycopy(bytes, start, larger, 0, rest);
      seen -= start;
      start = 0;
      end = rest;
      bytes = larger;
    }
    read.getBytes(read.readerIndex(), bytes, end, length);
    end += length;
  }

  /** The array that all offsets are of; another one after {@link #append}. */
  public byte[] array() {
    return bytes;
  }

  /** Offset of the first byte that was not given out. */
  public int start() {
    return start;
  }

  /** Offset behind the last event that was looked at. */
  public int seen() {
    return seen;
  }

  /** Offset behind the last byte. */
  public int end() {
    return end;
  }

  /** Notes that all before an offset was looked at. */
  public void saw(int to) {
    seen = to;
  }

  /** Gives out all before an offset. */
  public void give(int to) {
    if (to > start) {
      output.add(Unpooled.wrappedBuffer(bytes, start, to - start));
      given += to - start;
      start = to;
    }
  }

  /** Leaves out what comes next, up to an offset. */
  public void drop(int to) {
    start = to;
  }

  /** All that was given out since the last time, as one buffer; null when there is nothing. */
  public @Nullable ByteBuf take() {
    return switch (output.size()) {
      case 0 -> null;
      case 1 -> {
        var only = output.getFirst();
        output.clear();
        yield only;
      }
      default -> {
        var all = Unpooled.wrappedBuffer(output.size(), output.toArray(ByteBuf[]::new));
        output.clear();
        yield all;
      }
    };
  }

  /** Bytes given out so far. */
  public long given() {
    return given;
  }

  /**
   * Notes the first event with content, by which the length of others is guessed.
   *
   * @param event its bytes
   * @param text bytes of words in it
   */
  public void sample(int event, int text) {
    sampleEvent = event;
    sampleText = text;
  }

  /**
   * Tokens in so many bytes of events: as many as there are events of the sample's size, and no
   * fewer than text of that size has by four bytes to a token; 0 without a sample.
   */
  public long estimatedTokens(long ofBytes) {
    if (sampleEvent == 0) {
      return 0;
    }
    return Math.ceilDiv(ofBytes, sampleEvent)
        * Math.max(1, Math.ceilDiv(sampleText, BYTES_PER_TOKEN));
  }
}

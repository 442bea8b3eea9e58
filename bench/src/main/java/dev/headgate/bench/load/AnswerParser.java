package dev.headgate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the end of HTTP/1.1 answers, and counts the events in them, without keeping them. */
final class AnswerParser {
  private enum At {
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private static final int HEAD_BYTES = 16 * 1024;

  private final byte[] head = new byte[HEAD_BYTES];
  private int headLength;
  private At at = At.HEAD;
  private long left;
  private int line;
  private int status;
  private long bodyBytes;
  private long events;
  private byte last;
  private boolean complete;

  /** Begins the next answer. */
  void reset() {
    headLength = 0;
    at = At.HEAD;
    left = 0;
    line = 0;
    status = 0;
    bodyBytes = 0;
    events = 0;
    last = 0;
    complete = false;
  }

  /** Reads what came; true once the answer is whole. */
  boolean read(ByteBuffer in) {
    while (in.hasRemaining() && !complete) {
      switch (at) {
        case HEAD -> head(in.get());
        case LENGTH -> body(in);
        case CHUNK_SIZE -> chunkSize(in.get());
        case CHUNK -> body(in);
        case CHUNK_END -> {
          if (in.get() == '\n') {
            at = At.CHUNK_SIZE;
            left = 0;
          }
        }
        case TRAILER -> trailer(in.get());
      }
    }
    return complete;
  }

  int status() {
    return status;
  }

  /** Bytes of the body so far. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** Events so far: empty lines. */
  long events() {
    return events;
  }

  private void head(byte b) {
    if (headLength == HEAD_BYTES) {
      throw new IllegalStateException("an answer's head is longer than " + HEAD_BYTES);
    }
    head[headLength++] = b;
    if (b != '\n' || headLength < 4 || head[headLength - 3] != '\n') {
      return;
    }
    String text =
        new String(head, 0, headLength, StandardCharsets.ISO_8859_1)
            .toLowerCase(java.util.Locale.ROOT);
    status = Integer.parseInt(text.substring(9, 12));
    int length = text.indexOf("\r\ncontent-length:");
    if (length >= 0) {
      int end = text.indexOf('\r', length + 2);
      left = Long.parseLong(text.substring(length + 17, end).strip());
      at = At.LENGTH;
      complete = left == 0;
    } else if (text.contains("\r\ntransfer-encoding: chunked")) {
      at = At.CHUNK_SIZE;
    } else {
      throw new IllegalStateException("an answer without a length: " + text);
    }
  }

  private void body(ByteBuffer in) {
    int take = (int) Math.min(left, in.remaining());
    for (int i = 0; i < take; i++) {
      byte b = in.get();
      if (b == '\n' && last == '\n') {
        events++;
      }
      last = b;
    }
    bodyBytes += take;
    left -= take;
    if (left == 0) {
      complete = at == At.LENGTH;
      at = At.CHUNK_END;
    }
  }

  private void chunkSize(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      left = left * 16 + digit;
    } else if (b == '\n') {
      at = left == 0 ? At.TRAILER : At.CHUNK;
      line = 0;
    }
  }

  private void trailer(byte b) {
    if (b == '\n') {
      complete = line == 0;
      line = 0;
    } else if (b != '\r') {
      line++;
    }
  }
}

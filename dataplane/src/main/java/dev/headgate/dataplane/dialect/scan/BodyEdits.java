package dev.headgate.dataplane.dialect.scan;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What must be changed in a body of JSON, by offset. Nothing else of it is touched and no byte of
 * it is copied.
 */
public final class BodyEdits {
  private final byte[] body;
  private final int length;
  private final List<Edit> edits = new ArrayList<>(3);

  /**
   * @param body from offset 0; must not change until the result was sent
   * @param length bytes of it
   */
  public BodyEdits(byte[] body, int length) {
    this.body = body;
    this.length = length;
  }

  private record Edit(int start, int end, String replacement) {}

  /** Puts text in the place of what stands at a span. */
  public BodyEdits replace(Span span, String text) {
    return replace(span.start(), span.end(), text);
  }

  /**
   * Puts text in the place of other.
   *
   * @param start offset of the first byte replaced
   * @param end offset behind the last one
   */
  public BodyEdits replace(int start, int end, String text) {
    edits.add(new Edit(start, end, text));
    return this;
  }

  /**
   * Puts a member of an object in the place of another.
   *
   * @param value of the other, as it stands in the body
   * @param text name, colon and value
   */
  public BodyEdits replaceMember(Span value, String text) {
    // Between a name and its value stand a colon and white space, and no quote inside a name that
    // was read plain.
    int quote = value.start() - 1;
    while (body[quote] != '"') {
      quote--;
    }
    int name = quote - 1;
    while (body[name] != '"') {
      name--;
    }
    return replace(name, value.end(), text);
  }

  /** Puts text before the byte at an offset. */
  public BodyEdits insert(int at, String text) {
    return replace(at, at, text);
  }

  /** The body as edited: slices of it and what stands between them, as one buffer. */
  public ByteBuf compose() {
    if (edits.isEmpty()) {
      return Unpooled.wrappedBuffer(body, 0, length);
    }
    edits.sort(Comparator.comparingInt(Edit::start));
    var pieces = new ByteBuf[2 * edits.size() + 1];
    int from = 0;
    int piece = 0;
    for (var edit : edits) {
      pieces[piece++] = Unpooled.wrappedBuffer(body, from, edit.start() - from);
      pieces[piece++] = Unpooled.wrappedBuffer(edit.replacement().getBytes(StandardCharsets.UTF_8));
      from = edit.end();
    }
    pieces[piece] = Unpooled.wrappedBuffer(body, from, length - from);
    return Unpooled.wrappedBuffer(pieces.length, pieces);
  }

  /** Text as a string of JSON, with its quotes. */
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}

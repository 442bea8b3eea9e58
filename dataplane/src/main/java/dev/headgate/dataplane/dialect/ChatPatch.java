package dev.headgate.dataplane.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as one target gets it: the caller's own bytes with the model's name, the output cap and
 * the wish for usage put in by offset. Nothing else is touched and no byte of the body is copied.
 */
public final class ChatPatch {
  private static final byte[] STREAM_OPTIONS = ascii("{\"include_usage\":true}");

  private ChatPatch() {}

  /**
   * Bytes that stand in the place of others.
   *
   * @param start offset of the first byte replaced
   * @param end offset behind the last one; equal to start for an insertion
   * @param replacement what stands there instead
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Edit(int start, int end, byte[] replacement) {}

  /**
   * The body for one target.
   *
   * @param body the caller's, from offset 0; must not change until the result was sent
   * @param length bytes of it
   * @param facts of that body
   * @param providerModel as the provider names it
   * @param outputCap per choice; 0 leaves what the caller wrote
   * @param legacyCap whether a cap that the caller did not write is called {@code max_tokens}
   * @param askUsage whether a stream must end with its usage
   */
  public static ByteBuf apply(
      byte[] body,
      int length,
      ChatFacts facts,
      String providerModel,
      int outputCap,
      boolean legacyCap,
      boolean askUsage) {
    var edits = new ArrayList<Edit>(3);
    if (!facts.model().equals(providerModel)) {
      edits.add(
          new Edit(facts.modelSpan().start(), facts.modelSpan().end(), quoted(providerModel)));
    }
    cap(edits, facts, outputCap, legacyCap);
    if (facts.stream() && askUsage && !facts.usageAsked()) {
      usage(edits, facts);
    }
    return compose(body, length, edits);
  }

  /**
   * A body of which only the model is another.
   *
   * @param model as the caller wrote it
   * @param modelSpan where; null when it was not written
   * @param bodyStart offset behind the opening brace of an object that is not empty
   * @param providerModel as the provider names it
   */
  static ByteBuf model(
      byte[] body,
      int length,
      String model,
      @Nullable Span modelSpan,
      int bodyStart,
      String providerModel) {
    var edits = new ArrayList<Edit>(1);
    if (modelSpan == null) {
      edits.add(new Edit(bodyStart, bodyStart, ascii("\"model\":" + json(providerModel) + ",")));
    } else if (!model.equals(providerModel)) {
      edits.add(new Edit(modelSpan.start(), modelSpan.end(), quoted(providerModel)));
    }
    return compose(body, length, edits);
  }

  private static void cap(List<Edit> edits, ChatFacts facts, int outputCap, boolean legacyCap) {
    if (outputCap <= 0 || outputCap == facts.outputCap()) {
      return;
    }
    var span = facts.capSpan();
    edits.add(
        span == null
            ? insert(
                facts,
                (legacyCap ? "\"max_tokens\":" : "\"max_completion_tokens\":") + outputCap + ",")
            : new Edit(span.start(), span.end(), ascii(Integer.toString(outputCap))));
  }

  private static void usage(List<Edit> edits, ChatFacts facts) {
    var options = facts.streamOptions();
    if (options == null) {
      edits.add(insert(facts, "\"stream_options\":{\"include_usage\":true},"));
    } else if (options.usage() != null) {
      edits.add(new Edit(options.usage().start(), options.usage().end(), ascii("true")));
    } else if (options.empty()) {
      edits.add(new Edit(options.span().start(), options.span().end(), STREAM_OPTIONS));
    } else {
      int at = options.span().start() + 1;
      edits.add(new Edit(at, at, ascii("\"include_usage\":true,")));
    }
  }

  private static Edit insert(ChatFacts facts, String field) {
    return new Edit(facts.bodyStart(), facts.bodyStart(), ascii(field));
  }

  /** Slices of the body and what stands between them, as one buffer. */
  static ByteBuf compose(byte[] body, int length, List<Edit> edits) {
    if (edits.isEmpty()) {
      return Unpooled.wrappedBuffer(body, 0, length);
    }
    edits.sort(Comparator.comparingInt(Edit::start));
    var pieces = new ByteBuf[2 * edits.size() + 1];
    int from = 0;
    int piece = 0;
    for (var edit : edits) {
      pieces[piece++] = Unpooled.wrappedBuffer(body, from, edit.start() - from);
      pieces[piece++] = Unpooled.wrappedBuffer(edit.replacement());
      from = edit.end();
    }
    pieces[piece] = Unpooled.wrappedBuffer(body, from, length - from);
    return Unpooled.wrappedBuffer(pieces.length, pieces);
  }

  static byte[] quoted(String text) {
    return ascii(json(text));
  }

  private static String json(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.TokenLogProb;
import dev.headgate.conversation.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One candidate of a stream. Calls are whole here, so their arguments are gathered. The last
 * character of words, and the last whole part, are held back until something follows, so that the
 * reason to stop comes with content.
 */
final class CandidateWriting {
  /** A part that is open. */
  private static final class Open {
    private final Part head;
    private final StringBuilder text = new StringBuilder();

    Open(Part head) {
      this.head = head;
    }
  }

  private final int index;
  private final GeminiStreamEncoder stream;
  private final AnswerParts parts;
  private final Losses losses;
  private final Reply reply;
  private final Map<Integer, Open> open = new HashMap<>(4);

  /** A whole part that nothing has followed yet. */
  private @Nullable String held;

  /** Probabilities of words that are held back. */
  private final List<TokenLogProb> logProbs = new ArrayList<>(0);

  private boolean refusal;
  private boolean malformed;

  CandidateWriting(
      int index, GeminiStreamEncoder stream, AnswerParts parts, Losses losses, Reply reply) {
    this.index = index;
    this.stream = stream;
    this.parts = parts;
    this.losses = losses;
    this.reply = reply;
  }

  void open(int part, Part head) {
    refusal |= head instanceof Part.Refusal;
    open.put(part, new Open(head));
  }

  /** Takes more of a part; tells how many characters of it now wait for the part's end. */
  int delta(int part, String text, List<TokenLogProb> more, ByteSink out) {
    var opened = open.get(part);
    if (opened == null) {
      return 0;
    }
    boolean thought = opened.head instanceof Part.Reasoning;
    if (opened.head instanceof Part.ToolCall) {
      opened.text.append(text);
      return text.length();
    }
    if (thought && !reply.reasoningAsked()) {
      return 0;
    }
    logProbs.addAll(more);
    if (text.isEmpty()) {
      return 0;
    }
    flush(out);
    opened.text.append(text);
    int told = opened.text.offsetByCodePoints(opened.text.length(), -1);
    if (told > 0) {
      words(opened.text.substring(0, told), thought, out);
      opened.text.delete(0, told);
    }
    return 0;
  }

  private void words(String text, boolean thought, ByteSink out) {
    stream.begin(out);
    out.write("\"content\":{\"parts\":[{\"text\":");
    string(text, out);
    out.write(thought ? ",\"thought\":true}],\"role\":\"model\"}," : "}],\"role\":\"model\"},");
    probabilities(out);
    stream.end(index, null, out);
  }

  private static void string(String text, ByteSink out) {
    if (Lines.one(text)) {
      out.string(text);
    } else {
      var json = new ByteSink(text.length() + 16);
      json.string(text);
      out.write(Lines.joined(json.toString()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void probabilities(ByteSink out) {
    if (logProbs.isEmpty()) {
      return;
    }
    var object = new ByteSink(256);
    try (var json = new JsonOut(object)) {
      json.object();
      GeminiLogProbs.write(logProbs, json);
      json.endObject();
    }
    logProbs.clear();
    // The object's one field without its braces.
    var fields = object.toString();
    out.write(
        Lines.joined(fields.substring(1, fields.length() - 1)).getBytes(StandardCharsets.UTF_8));
    out.write(',');
  }

  void close(int part, Marks late, ByteSink out) {
    var opened = open.remove(part);
    if (opened == null) {
      return;
    }
    var head = opened.head;
    boolean told = late.opaque().isEmpty() && late.extras().isEmpty();
    var marks = told ? head.marks() : late;
    var text = opened.text.toString();
    var whole =
        switch (head) {
          case Part.Text(var none, var before) -> new Part.Text(text, marks);
          case Part.Refusal(var none, var before) -> new Part.Refusal(text, marks);
          case Part.Reasoning(var none, var redacted, var before) ->
              new Part.Reasoning(text, redacted, marks);
          case Part.ToolCall call ->
              new Part.ToolCall(
                  call.id(),
                  call.name(),
                  text.isBlank() && !call.freeform() ? "{}" : text,
                  call.freeform(),
                  marks);
          default -> head;
        };
    var written = parts.written(whole);
    if (written != null) {
      flush(out);
      held = written;
    } else {
      malformed |= whole instanceof Part.ToolCall;
    }
  }

  /** Tells the part that is held back. */
  void flush(ByteSink out) {
    if (held != null) {
      stream.begin(out);
      content(held, out);
      probabilities(out);
      stream.end(index, null, out);
      held = null;
    }
  }

  /** Tells all that is held back of an answer that will never be whole. */
  void abandon(ByteSink out) {
    flush(out);
    for (var opened : open.values()) {
      if (!(opened.head instanceof Part.ToolCall) && !opened.text.isEmpty()) {
        words(opened.text.toString(), opened.head instanceof Part.Reasoning, out);
      }
    }
  }

  private static void content(String part, ByteSink out) {
    out.write("\"content\":{\"parts\":[");
    out.write(Lines.joined(part).getBytes(StandardCharsets.UTF_8));
    out.write("],\"role\":\"model\"},");
  }

  void finish(Stop stop, @Nullable Usage usage, ByteSink out) {
    stream.begin(out);
    if (held != null) {
      content(held, out);
      held = null;
    }
    var reason = new ByteSink(128);
    try (var json = new JsonOut(reason)) {
      json.object();
      GeminiStops.write(stop, refusal, malformed, losses, json);
      json.endObject();
    }
    out.write(reason.array(), 1, reason.length() - 2);
    out.write(',');
    probabilities(out);
    stream.end(index, usage, out);
  }
}

package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Usage;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A Gemini stream: whole partial responses, whole function calls, no terminator; the last one has
 * the finish reason and, when the answer has text, no new part.
 */
final class PartialResponses implements Iterator<Event> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Answer answer;
  private final boolean sse;
  private final ArrayDeque<ObjectNode> parts = new ArrayDeque<>();
  private Pieces pieces = new Pieces("");
  private boolean thought;
  private int shown;
  private boolean first = true;
  private boolean done;

  PartialResponses(Answer answer, boolean sse) {
    this.answer = answer;
    this.sse = sse;
    this.parts.addAll(GeminiParts.of(answer));
  }

  @Override
  public boolean hasNext() {
    return !done;
  }

  @Override
  public Event next() {
    if (done) {
      throw new NoSuchElementException();
    }
    while (!pieces.hasNext() && !parts.isEmpty()) {
      ObjectNode part = parts.remove();
      if (!part.has("text")) {
        JsonNode call = part.get("functionCall");
        return partial(
            part, Tokens.of(call.get("name").asText() + call.path("args")), Event.Kind.ARGUMENTS);
      }
      pieces = new Pieces(part.get("text").asText());
      thought = part.has("thought");
    }
    if (pieces.hasNext()) {
      String piece = pieces.next();
      ObjectNode part = JSON.objectNode().put("text", piece);
      return partial(
          thought ? part.put("thought", true) : part, Tokens.of(piece), Event.Kind.PLAIN);
    }
    done = true;
    ObjectNode root = JSON.objectNode();
    ObjectNode candidate = root.putArray("candidates").addObject();
    boolean text = !answer.text().isEmpty();
    if (answer.has(Quirk.FinishWithoutParts)) {
      candidate.putObject("content").put("role", "model");
    } else if (text || answer.has(Quirk.CallThenStop)) {
      ObjectNode last =
          candidate.putObject("content").put("role", "model").putArray("parts").addObject();
      last.put("text", "");
      if (text && answer.has(Quirk.SignatureOnText)) {
        last.put("thoughtSignature", GeminiParts.signature(""));
      }
    }
    GeminiParts.finish(candidate, answer);
    candidate.put("index", 0);
    GeminiGenerate.rest(root, answer, answer.usage());
    return event(root, Math.max(0, answer.usage().output() - shown), Event.Kind.TERMINAL);
  }

  private Event partial(ObjectNode part, int tokens, Event.Kind kind) {
    shown += tokens;
    ObjectNode root = JSON.objectNode();
    ObjectNode candidate = root.putArray("candidates").addObject();
    candidate.putObject("content").put("role", "model").putArray("parts").add(part);
    candidate.put("index", 0);
    Usage all = answer.usage();
    int output = Math.min(shown, all.output());
    var sofar = new Usage(all.input(), all.cached(), output, Math.min(all.reasoning(), output));
    GeminiGenerate.rest(root, answer, sofar);
    return event(root, tokens, kind);
  }

  private Event event(ObjectNode root, int tokens, Event.Kind kind) {
    boolean last = kind == Event.Kind.TERMINAL;
    String open = first ? "[" : ",\r\n";
    first = false;
    String wire = sse ? "data: " + root + "\r\n\r\n" : open + root + (last ? "]" : "");
    return new Event(wire, tokens, kind);
  }
}

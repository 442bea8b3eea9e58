package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Usage;
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
  private final Pieces thinking;
  private final Pieces text;
  private int calls;
  private int shown;
  private boolean first = true;
  private boolean done;

  PartialResponses(Answer answer, boolean sse) {
    this.answer = answer;
    this.sse = sse;
    this.thinking = new Pieces(answer.thinking());
    this.text = new Pieces(answer.text());
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
    if (thinking.hasNext()) {
      String piece = thinking.next();
      return partial(JSON.objectNode().put("text", piece).put("thought", true), Tokens.of(piece));
    }
    if (text.hasNext()) {
      String piece = text.next();
      return partial(JSON.objectNode().put("text", piece), Tokens.of(piece));
    }
    if (calls < answer.toolCalls().size()) {
      var call = answer.toolCalls().get(calls);
      return partial(
          GeminiGenerate.call(call, calls++ == 0), Tokens.of(call.name() + call.arguments()));
    }
    done = true;
    ObjectNode root = JSON.objectNode();
    ObjectNode candidate = root.putArray("candidates").addObject();
    if (!answer.text().isEmpty()) {
      candidate
          .putObject("content")
          .put("role", "model")
          .putArray("parts")
          .addObject()
          .put("text", "");
    }
    candidate.put("finishReason", GeminiGenerate.reason(answer.finish())).put("index", 0);
    GeminiGenerate.rest(root, answer, answer.usage());
    return event(root, Math.max(0, answer.usage().output() - shown), true);
  }

  private Event partial(ObjectNode part, int tokens) {
    shown += tokens;
    ObjectNode root = JSON.objectNode();
    ObjectNode candidate = root.putArray("candidates").addObject();
    candidate.putObject("content").put("role", "model").putArray("parts").add(part);
    candidate.put("index", 0);
    Usage all = answer.usage();
    int output = Math.min(shown, all.output());
    var sofar = new Usage(all.input(), all.cached(), output, Math.min(all.reasoning(), output));
    GeminiGenerate.rest(root, answer, sofar);
    return event(root, tokens, false);
  }

  private Event event(ObjectNode root, int tokens, boolean last) {
    String open = first ? "[" : ",\r\n";
    first = false;
    String wire = sse ? "data: " + root + "\r\n\r\n" : open + root + (last ? "]" : "");
    return new Event(wire, tokens, last);
  }
}

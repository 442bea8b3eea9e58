package dev.headgate.simulator.dialect.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.anthropic.AnthropicMessages;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.NoSuchElementException;

/**
 * A Converse stream: messageStart, one block after the other (only calls have a start),
 * messageStop, and metadata with the usage.
 */
final class ConverseEvents implements Iterator<Event> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DELTA = "contentBlockDelta";

  private final Answer answer;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private final ArrayDeque<Part> parts;
  private Part part = new Part.Text("");
  private Pieces pieces = new Pieces("");
  private int index = -1;
  private int thoughts;
  private boolean done;

  ConverseEvents(Answer answer) {
    this.answer = answer;
    this.parts = new ArrayDeque<>(answer.parts());
    ready.add(event("messageStart", JSON.objectNode().put("role", "assistant"), 0));
  }

  /** A frame with an event of this type. */
  static String frame(String type, ObjectNode payload) {
    var headers = new LinkedHashMap<String, String>();
    headers.put(":event-type", type);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "event");
    return EventFrame.of(headers, payload.toString());
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || !done;
  }

  @Override
  public Event next() {
    Event waiting = ready.poll();
    if (waiting != null) {
      return waiting;
    }
    if (done) {
      throw new NoSuchElementException();
    }
    if (pieces.hasNext()) {
      return piece(pieces.next());
    }
    if (index >= 0) {
      close();
    }
    Part next = parts.poll();
    if (next == null) {
      end();
    } else {
      part = next;
      index++;
      open();
    }
    return next();
  }

  private void open() {
    switch (part) {
      case Part.Text(String text) -> pieces = new Pieces(text);
      case Part.Refusal(String text) -> pieces = new Pieces(text);
      case Part.Thinking thinking -> {
        if (thinking.redacted()) {
          ObjectNode delta = JSON.objectNode();
          delta
              .putObject("reasoningContent")
              .put("redactedContent", BedrockConverse.redacted(thinking, thoughts++));
          ready.add(delta(delta, 0));
        } else {
          pieces = new Pieces(thinking.text());
        }
      }
      case ToolCall call -> {
        ObjectNode start = JSON.objectNode().put("contentBlockIndex", index);
        start
            .putObject("start")
            .putObject("toolUse")
            .put("name", call.name())
            .put("toolUseId", BedrockConverse.id(call));
        ready.add(event("contentBlockStart", start, 0));
        pieces = new Pieces(call.arguments());
      }
    }
  }

  private Event piece(String piece) {
    ObjectNode delta = JSON.objectNode();
    int tokens = Tokens.of(piece);
    switch (part) {
      case Part.Thinking thinking -> delta.putObject("reasoningContent").put("text", piece);
      case ToolCall call -> {
        delta.putObject("toolUse").put("input", piece);
        return new Event(delta(delta, 0).wire(), tokens, Event.Kind.ARGUMENTS);
      }
      default -> delta.put("text", piece);
    }
    return delta(delta, tokens);
  }

  private void close() {
    if (part instanceof Part.Thinking thinking && !thinking.redacted()) {
      ObjectNode delta = JSON.objectNode();
      delta
          .putObject("reasoningContent")
          .put("signature", AnthropicMessages.signature(thinking, thoughts++));
      ready.add(delta(delta, 0));
    }
    ready.add(event("contentBlockStop", JSON.objectNode().put("contentBlockIndex", index), 0));
  }

  private void end() {
    done = true;
    ready.add(
        event(
            "messageStop",
            JSON.objectNode().put("stopReason", BedrockConverse.reason(answer)),
            Math.max(0, answer.usage().reasoning() - AnthropicMessages.shown(answer))));
    ObjectNode metadata = JSON.objectNode();
    metadata.putObject("metrics").put("latencyMs", 1);
    metadata.set("usage", BedrockConverse.usage(answer.usage()));
    ready.add(new Event(frame("metadata", metadata), 0, Event.Kind.TERMINAL));
  }

  private Event delta(ObjectNode delta, int tokens) {
    ObjectNode payload = JSON.objectNode().put("contentBlockIndex", index);
    payload.set("delta", delta);
    return event(DELTA, payload, tokens);
  }

  private static Event event(String type, ObjectNode payload, int tokens) {
    return Event.of(frame(type, payload), tokens);
  }
}

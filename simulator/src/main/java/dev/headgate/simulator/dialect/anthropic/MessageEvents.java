package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.ToolCall;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A message stream: start, ping, one block after the other, delta with usage, stop. */
final class MessageEvents implements Iterator<Event> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** One content block that is still to be sent. */
  private record Block(String start, String delta, String field, String text, String signature) {}

  private final Answer answer;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private final ArrayDeque<Block> blocks = new ArrayDeque<>();
  private Pieces pieces = new Pieces("");
  private int index = -1;
  private int hidden;
  private boolean done;

  MessageEvents(Answer answer) {
    this.answer = answer;
    this.hidden = answer.usage().reasoning() - Tokens.of(answer.thinking());
    ObjectNode message = AnthropicMessages.message(answer);
    message.putArray("content");
    message.putNull("stop_reason");
    message.putNull("stop_sequence");
    message.set("usage", AnthropicMessages.usage(answer.usage(), 1));
    ObjectNode start = JSON.objectNode().put("type", "message_start");
    start.set("message", message);
    ready.add(event("message_start", start.toString(), 0, false));
    ready.add(event("ping", "{\"type\":\"ping\"}", 0, false));
    if (!answer.thinking().isEmpty()) {
      blocks.add(
          new Block(
              "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
              "thinking_delta",
              "thinking",
              answer.thinking(),
              Signature.of(MessagesRules.REALM, answer.thinking())));
    }
    if (!answer.text().isEmpty()) {
      blocks.add(
          new Block("{\"type\":\"text\",\"text\":\"\"}", "text_delta", "text", answer.text(), ""));
    }
    for (ToolCall call : answer.toolCalls()) {
      ObjectNode block = JSON.objectNode().put("type", "tool_use");
      block.put("id", AnthropicMessages.id(call)).put("name", call.name()).putObject("input");
      blocks.add(
          new Block(block.toString(), "input_json_delta", "partial_json", call.arguments(), ""));
    }
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
      return delta(blocks.getFirst(), pieces.next());
    }
    if (index >= 0) {
      close(blocks.removeFirst());
    }
    if (blocks.isEmpty()) {
      end();
    } else {
      open(blocks.getFirst());
    }
    return ready.remove();
  }

  private void open(Block block) {
    index++;
    pieces = new Pieces(block.text());
    ready.add(
        event(
            "content_block_start",
            "{\"type\":\"content_block_start\",\"index\":"
                + index
                + ",\"content_block\":"
                + block.start()
                + "}",
            0,
            false));
  }

  private Event delta(Block block, String piece) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":"
            + index
            + ",\"delta\":{\"type\":\""
            + block.delta()
            + "\",\""
            + block.field()
            + "\":\""
            + quoted(piece)
            + "\"}}",
        Tokens.of(piece),
        false);
  }

  private void close(Block block) {
    if (!block.signature().isEmpty()) {
      ready.add(
          event(
              "content_block_delta",
              "{\"type\":\"content_block_delta\",\"index\":"
                  + index
                  + ",\"delta\":{\"type\":\"signature_delta\",\"signature\":\""
                  + block.signature()
                  + "\"}}",
              0,
              false));
    }
    ready.add(
        event(
            "content_block_stop",
            "{\"type\":\"content_block_stop\",\"index\":" + index + "}",
            0,
            false));
  }

  private void end() {
    done = true;
    ObjectNode delta = JSON.objectNode().put("type", "message_delta");
    delta
        .putObject("delta")
        .put("stop_reason", AnthropicMessages.reason(answer.finish()))
        .putNull("stop_sequence");
    delta.set("usage", AnthropicMessages.usage(answer.usage(), answer.usage().output()));
    ready.add(event("message_delta", delta.toString(), Math.max(0, hidden), false));
    ready.add(event("message_stop", "{\"type\":\"message_stop\"}", 0, true));
  }

  private static Event event(String name, String data, int tokens, boolean terminal) {
    return new Event("event: " + name + "\ndata: " + data + "\n\n", tokens, terminal);
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}

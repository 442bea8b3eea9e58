package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.ToolCall;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A message stream: start, ping, one block after the other, delta with usage, stop. */
final class MessageEvents implements Iterator<Event> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String ARGUMENTS = "input_json_delta";

  /** One content block that is still to be sent. */
  private record Block(String start, String delta, String field, String text, String signature) {}

  private final Answer answer;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private final ArrayDeque<Block> blocks = new ArrayDeque<>();
  private Pieces pieces = new Pieces("");
  private int index = -1;
  private int hidden;
  private int sent;
  private boolean done;

  MessageEvents(Answer answer) {
    this.answer = answer;
    this.hidden = answer.usage().reasoning() - AnthropicMessages.shown(answer);
    ObjectNode message = AnthropicMessages.message(answer);
    message.putArray("content");
    message.putNull("stop_reason");
    message.putNull("stop_sequence");
    message.set("usage", AnthropicMessages.usage(answer.usage(), 1));
    ObjectNode start = JSON.objectNode().put("type", "message_start");
    start.set("message", message);
    ready.add(event("message_start", start.toString(), 0));
    ready.add(event("ping", "{\"type\":\"ping\"}", 0));
    int thoughts = 0;
    for (Part part : answer.parts()) {
      blocks.add(
          switch (part) {
            case Part.Thinking thinking -> thinking(thinking, thoughts++);
            case Part.Text(String text) -> text(text);
            case Part.Refusal(String text) -> text(text);
            case ToolCall call -> call(call);
          });
    }
  }

  private static Block thinking(Part.Thinking thinking, int position) {
    if (thinking.redacted()) {
      return new Block(AnthropicMessages.redacted(thinking, position).toString(), "", "", "", "");
    }
    return new Block(
        "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
        "thinking_delta",
        "thinking",
        thinking.text(),
        Signature.of(ThinkingRules.REALM, position, thinking.text()));
  }

  private static Block text(String text) {
    return new Block("{\"type\":\"text\",\"text\":\"\"}", "text_delta", "text", text, "");
  }

  private static Block call(ToolCall call) {
    ObjectNode block = JSON.objectNode().put("type", "tool_use");
    block.put("id", AnthropicMessages.id(call)).put("name", call.name()).putObject("input");
    return new Block(block.toString(), ARGUMENTS, "partial_json", call.arguments(), "");
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
            0));
    if (block.delta().equals(ARGUMENTS) && block.text().isEmpty()) {
      ready.add(delta(block, ""));
    }
  }

  private Event delta(Block block, String piece) {
    sent += Tokens.of(piece);
    Event event =
        event(
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
            Tokens.of(piece));
    return block.delta().equals(ARGUMENTS)
        ? new Event(event.wire(), event.tokens(), Event.Kind.ARGUMENTS)
        : event;
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
              0));
    }
    ready.add(
        event(
            "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}", 0));
    if (answer.has(Quirk.CumulativeUsage) && blocks.size() > 0) {
      ready.add(usage(null, Math.clamp(sent, 1, answer.usage().output()), 0));
    }
  }

  private void end() {
    done = true;
    ready.add(
        usage(AnthropicMessages.reason(answer), answer.usage().output(), Math.max(0, hidden)));
    ready.add(
        new Event(
            event("message_stop", "{\"type\":\"message_stop\"}", 0).wire(),
            0,
            Event.Kind.TERMINAL));
  }

  private Event usage(@Nullable String reason, int output, int tokens) {
    ObjectNode delta = JSON.objectNode().put("type", "message_delta");
    delta
        .putObject("delta")
        .put("stop_reason", reason)
        .put("stop_sequence", reason == null ? null : answer.stoppedBy());
    delta.set("usage", AnthropicMessages.usage(answer.usage(), output));
    return event("message_delta", delta.toString(), tokens);
  }

  private static Event event(String name, String data, int tokens) {
    return Event.of("event: " + name + "\ndata: " + data + "\n\n", tokens);
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}

package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.ToolCall;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A chat stream: per choice a role, pieces of content or of tool calls and a finish reason; then
 * usage if it was asked for, and {@code [DONE]}. Head and tail of an event are made once.
 */
final class ChatEvents implements Iterator<Event> {
  private static final String DONE = "data: [DONE]\n\n";

  private final Answer answer;
  private final Prompt prompt;
  private final String head;
  private final String tail;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private int choice;
  private Pieces content;
  private boolean done;

  ChatEvents(Answer answer, Prompt prompt) {
    this.answer = answer;
    this.prompt = prompt;
    this.head =
        "data: {\"id\":\""
            + OpenAiChat.id(answer)
            + "\",\"object\":\"chat.completion.chunk\",\"created\":"
            + answer.createdSeconds()
            + ",\"model\":\""
            + quoted(answer.model())
            + "\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulator\",\"choices\":[";
    this.tail = prompt.streamUsage() ? "],\"usage\":null}\n\n" : "]}\n\n";
    this.content = new Pieces(answer.text());
    begin();
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
    if (content.hasNext()) {
      String piece = content.next();
      return new Event(
          event("{\"content\":\"" + quoted(piece) + "\"}", "null"), Tokens.of(piece), false);
    }
    for (int i = 0; i < answer.toolCalls().size(); i++) {
      call(i, answer.toolCalls().get(i));
    }
    ready.add(
        new Event(
            event("{}", "\"" + OpenAiChat.reason(answer.finish()) + "\""),
            answer.usage().reasoning(),
            false));
    if (++choice < prompt.choices()) {
      content = new Pieces(answer.text());
      begin();
    } else {
      end();
    }
    return ready.remove();
  }

  private void begin() {
    String nothing = answer.toolCalls().isEmpty() ? "\"\"" : "null";
    ready.add(
        new Event(
            event("{\"role\":\"assistant\",\"content\":" + nothing + ",\"refusal\":null}", "null"),
            0,
            false));
  }

  private void call(int index, ToolCall call) {
    String open = "{\"tool_calls\":[{\"index\":" + index + ",";
    ready.add(
        new Event(
            event(
                open
                    + "\"id\":\""
                    + call.id()
                    + "\",\"type\":\"function\",\"function\":{\"name\":\""
                    + call.name()
                    + "\",\"arguments\":\"\"}}]}",
                "null"),
            Tokens.of(call.name() + call.arguments()),
            false));
    var arguments = new Pieces(call.arguments());
    while (arguments.hasNext()) {
      ready.add(
          new Event(
              event(
                  open + "\"function\":{\"arguments\":\"" + quoted(arguments.next()) + "\"}}]}",
                  "null"),
              0,
              false));
    }
  }

  private void end() {
    done = true;
    if (prompt.streamUsage()) {
      String usage =
          JsonNodeFactory.instance
              .objectNode()
              .set("usage", OpenAiChat.usage(answer.usage()))
              .toString();
      ready.add(new Event(head + "]," + usage.substring(1) + "\n\n", 0, false));
    }
    ready.add(new Event(DONE, 0, true));
  }

  private String event(String delta, String finish) {
    return head
        + "{\"index\":"
        + choice
        + ",\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finish
        + "}"
        + tail;
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}

package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.Usage;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A chat stream: per choice a role, pieces of content or of tool calls and a finish reason; then
 * usage if it was asked for, and {@code [DONE]}. Head and tail of an event are made once.
 */
final class ChatEvents implements Iterator<Event> {
  private static final String DONE = "data: [DONE]\n\n";
  private static final String OPENING =
      "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
          + "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{}}]}\n\n";

  private final Answer answer;
  private final Prompt prompt;
  private final String head;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private int choice;
  private int calls;
  private int shown;
  private int sent;
  private String field = "content";
  private Pieces pieces = new Pieces("");
  private Pieces beside = new Pieces("");
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
    if (answer.has(Quirk.EmptyOpening)) {
      ready.add(Event.of(OPENING, 0));
    }
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
    if (pieces.hasNext()) {
      return piece();
    }
    if (beside.hasNext()) {
      pieces = beside;
      field = "content";
      beside = new Pieces("");
      return piece();
    }
    Part part = parts.poll();
    switch (part) {
      case null -> finish();
      case Part.Thinking(String text, boolean redacted) -> think(text);
      case Part.Text(String text) -> say("content", text);
      case Part.Refusal(String text) -> say("refusal", text);
      case ToolCall call -> call(call);
    }
    return next();
  }

  private Event piece() {
    String piece = pieces.next();
    String both = beside.hasNext() ? ",\"content\":\"" + quoted(beside.next()) + "\"" : "";
    int tokens = Tokens.of(piece) + (both.isEmpty() ? 0 : 1);
    shown += field.equals("reasoning_content") ? Tokens.of(piece) : 0;
    return event("{\"" + field + "\":\"" + quoted(piece) + "\"" + both + "}", "null", tokens);
  }

  private void think(String text) {
    say("reasoning_content", text);
    if (answer.has(Quirk.ReasoningWithContent)
        && parts.peek() instanceof Part.Text(String content)) {
      parts.remove();
      beside = new Pieces(content);
    }
  }

  private void say(String name, String text) {
    field = name;
    pieces = new Pieces(text);
  }

  private void begin() {
    parts.addAll(answer.parts());
    calls = 0;
    shown = 0;
    String nothing = answer.toolCalls().isEmpty() ? "\"\"" : "null";
    ready.add(
        event("{\"role\":\"assistant\",\"content\":" + nothing + ",\"refusal\":null}", "null", 0));
  }

  private void call(ToolCall first) {
    var open = new ArrayDeque<CallPieces>();
    open.add(opened(first));
    while (answer.has(Quirk.InterleavedCalls) && parts.peek() instanceof ToolCall call) {
      parts.remove();
      open.add(opened(call));
    }
    while (!open.isEmpty()) {
      CallPieces call = open.remove();
      if (call.arguments.hasNext()) {
        String delta =
            "{\"tool_calls\":[{\"index\":"
                + call.index
                + ",\"function\":{\"arguments\":\""
                + quoted(call.arguments.next())
                + "\"}}]}";
        ready.add(new Event(event(delta, "null", 0).wire(), 0, Event.Kind.ARGUMENTS));
        open.add(call);
        if (!answer.has(Quirk.InterleavedCalls)) {
          open.addFirst(open.removeLast());
        }
      }
    }
  }

  /** A call whose arguments are still to be sent. */
  private record CallPieces(int index, Pieces arguments) {}

  private CallPieces opened(ToolCall call) {
    boolean whole = answer.has(Quirk.WholeCalls);
    ready.add(
        event(
            "{\"tool_calls\":[{\"index\":"
                + calls
                + ",\"id\":\""
                + call.id()
                + "\",\"type\":\"function\",\"function\":{\"name\":\""
                + call.name()
                + "\",\"arguments\":\""
                + (whole ? quoted(call.arguments()) : "")
                + "\"}}]}",
            "null",
            Tokens.of(call.name() + call.arguments())));
    return new CallPieces(calls++, new Pieces(whole ? "" : call.arguments()));
  }

  private void finish() {
    int hidden = Math.max(0, answer.usage().reasoning() - shown);
    ready.add(event("{}", "\"" + OpenAiChat.reason(answer) + "\"", hidden));
    if (++choice < prompt.choices()) {
      begin();
      return;
    }
    done = true;
    if (prompt.streamUsage()) {
      ready.add(Event.of(head + "]" + usage(answer.usage()), 0));
    }
    ready.add(new Event(DONE, 0, Event.Kind.TERMINAL));
  }

  private Event event(String delta, String finish, int tokens) {
    sent += tokens;
    String wire =
        head
            + "{\"index\":"
            + choice
            + ",\"delta\":"
            + delta
            + ",\"logprobs\":null,\"finish_reason\":"
            + finish
            + "}]"
            + tail();
    return Event.of(wire, tokens);
  }

  private String tail() {
    if (answer.has(Quirk.CumulativeUsage)) {
      Usage all = answer.usage();
      int output = Math.min(sent, all.output());
      return usage(new Usage(all.input(), all.cached(), output, Math.min(all.reasoning(), output)));
    }
    return prompt.streamUsage() ? ",\"usage\":null}\n\n" : "}\n\n";
  }

  private static String usage(Usage usage) {
    return ",\"usage\":" + OpenAiChat.usage(usage) + "}\n\n";
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}

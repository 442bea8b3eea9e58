package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Pieces;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Prompt;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A response's stream: created and in_progress, then each item from output_item.added over its
 * deltas to output_item.done, then completed or incomplete. Every event has its number.
 */
final class ResponseEvents implements Iterator<Event> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ResponseObject response;
  private final Answer answer;
  private final List<ObjectNode> items;
  private final boolean obfuscated;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private Pieces pieces = new Pieces("");
  private String deltas = "";
  private int index = -1;
  private int number;
  private int shown;
  private boolean done;

  ResponseEvents(ResponseObject response, Answer answer, Prompt prompt) {
    this.response = response;
    this.answer = answer;
    this.items = response.items();
    this.obfuscated =
        prompt.body().path("stream_options").path("include_obfuscation").asBoolean(true);
    whole("response.created", response.begun(), 0);
    whole("response.in_progress", response.begun(), 0);
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
      return delta(pieces.next());
    }
    if (index >= 0) {
      close(items.get(index));
    }
    if (++index < items.size()) {
      open(items.get(index));
    } else {
      end();
    }
    return ready.remove();
  }

  private void open(ObjectNode item) {
    ObjectNode empty = item.deepCopy();
    if (empty.has("status")) {
      empty.put("status", "in_progress");
    }
    switch (item.get("type").asText()) {
      case "function_call" -> {
        added(empty.put("arguments", ""));
        deltas = "function_call_arguments";
        pieces = new Pieces(item.get("arguments").asText());
      }
      case "message" -> {
        empty.putArray("content");
        added(empty);
        ObjectNode content = item.get("content").get(0).deepCopy();
        boolean refusal = content.has("refusal");
        String field = refusal ? "refusal" : "text";
        part("response.content_part.added", content.put(field, ""));
        deltas = refusal ? "refusal" : "output_text";
        pieces = new Pieces(item.get("content").get(0).get(field).asText());
      }
      default -> {
        empty.putArray("summary");
        added(empty);
        JsonNode summary = item.get("summary").path(0);
        if (summary.isObject()) {
          part("response.reasoning_summary_part.added", summaryPart(""));
          deltas = "reasoning_summary_text";
          pieces = new Pieces(summary.get("text").asText());
        }
      }
    }
  }

  private Event delta(String piece) {
    boolean arguments = deltas.equals("function_call_arguments");
    boolean reasoning = deltas.equals("reasoning_summary_text");
    int tokens = Tokens.of(piece);
    shown += reasoning ? tokens : 0;
    String inner =
        (arguments ? "" : reasoning ? "\"summary_index\":0," : "\"content_index\":0,")
            + "\"delta\":\""
            + quoted(piece)
            + "\""
            + (deltas.equals("output_text") ? ",\"logprobs\":[]" : "")
            + (obfuscated ? ",\"obfuscation\":\"" + "x".repeat(16 - piece.length()) + "\"" : "");
    String name = "response." + deltas + ".delta";
    return new Event(
        wire(name, place() + inner), tokens, arguments ? Event.Kind.ARGUMENTS : Event.Kind.PLAIN);
  }

  private void close(ObjectNode item) {
    switch (item.get("type").asText()) {
      case "function_call" ->
          ready.add(
              plain(
                  "response.function_call_arguments.done",
                  place()
                      + "\"name\":"
                      + item.get("name")
                      + ",\"arguments\":"
                      + item.get("arguments")));
      case "message" -> {
        JsonNode content = item.get("content").get(0);
        boolean refusal = content.has("refusal");
        String field = refusal ? "refusal" : "text";
        ready.add(
            plain(
                refusal ? "response.refusal.done" : "response.output_text.done",
                place()
                    + "\"content_index\":0,\""
                    + field
                    + "\":"
                    + content.get(field)
                    + (refusal ? "" : ",\"logprobs\":[]")));
        part("response.content_part.done", content);
      }
      default -> {
        JsonNode summary = item.get("summary").path(0);
        if (summary.isObject()) {
          ready.add(
              plain(
                  "response.reasoning_summary_text.done",
                  place() + "\"summary_index\":0,\"text\":" + summary.get("text")));
          part("response.reasoning_summary_part.done", summary);
        }
      }
    }
    ready.add(
        plain("response.output_item.done", "\"output_index\":" + index + ",\"item\":" + item));
  }

  private void end() {
    done = true;
    ObjectNode ended = response.ended();
    int hidden = Math.max(0, answer.usage().reasoning() - shown);
    whole("response." + ended.get("status").asText(), ended, hidden);
    Event last = ready.removeLast();
    ready.add(new Event(last.wire(), last.tokens(), Event.Kind.TERMINAL));
  }

  private void added(ObjectNode item) {
    ready.add(
        plain("response.output_item.added", "\"output_index\":" + index + ",\"item\":" + item));
  }

  private void part(String name, JsonNode part) {
    String where = name.contains("summary") ? "\"summary_index\":0," : "\"content_index\":0,";
    ready.add(plain(name, place() + where + "\"part\":" + part));
  }

  private static ObjectNode summaryPart(String text) {
    return JSON.objectNode().put("type", "summary_text").put("text", text);
  }

  private void whole(String name, ObjectNode object, int tokens) {
    ready.add(Event.of(wire(name, "\"response\":" + object), tokens));
  }

  private String place() {
    return "\"item_id\":" + items.get(index).get("id") + ",\"output_index\":" + index + ",";
  }

  private Event plain(String name, String inner) {
    return Event.of(wire(name, inner), 0);
  }

  private String wire(String name, String inner) {
    return "event: "
        + name
        + "\ndata: {\"type\":\""
        + name
        + "\",\"sequence_number\":"
        + number++
        + ","
        + inner
        + "}\n\n";
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}

package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.List;

/** A part of a stream as this dialect tells it: its own events between those of its item. */
sealed interface OutPart {
  /** Where it belongs. */
  OutItem item();

  /** More of it. */
  void delta(String text, List<TokenLogProb> logProbs, ByteSink out);

  /** It is whole. */
  void end(Marks marks, ByteSink out);

  /** A text or a refusal within a message that has just been added to. */
  static Content content(OutItem item, OutItem.Content content, EventWriter events) {
    int index = item.contents.size() - 1;
    var type = content.refusal ? "response.refusal.delta" : "response.output_text.delta";
    var head = EventWriter.deltaHead(type, place(item) + ",\"content_index\":" + index);
    return new Content(item, content, index, head, events);
  }

  /** A call. */
  static OutPart call(OutItem item, boolean freeform, EventWriter events) {
    var type = freeform ? "response.custom_tool_call_input" : "response.function_call_arguments";
    return new Call(item, type, EventWriter.deltaHead(type + ".delta", place(item)), events);
  }

  /** Reasoning, told as one summary. */
  static OutPart reasoning(OutItem item, EventWriter events) {
    var head =
        EventWriter.deltaHead(
            "response.reasoning_summary_text.delta", place(item) + ",\"summary_index\":0");
    return new Reasoning(item, head, events);
  }

  /** What has no events of its own. */
  static OutPart whole(OutItem item) {
    return new Whole(item);
  }

  private static String place(OutItem item) {
    return "\"item_id\":" + quoted(item.id) + ",\"output_index\":" + item.index;
  }

  private static String quoted(String text) {
    var sink = new ByteSink(64);
    sink.string(text);
    return sink.toString();
  }

  /** See {@link #content}. */
  // Never compared: a part is told once.
  @SuppressWarnings("ArrayRecordComponent")
  record Content(OutItem item, OutItem.Content content, int index, byte[] head, EventWriter events)
      implements OutPart {
    void began(ByteSink out) {
      part("response.content_part.added", out);
    }

    private void part(String type, ByteSink out) {
      events.event(
          type,
          out,
          json -> {
            where(json);
            json.field("part");
            content.write(json);
          });
    }

    private void where(JsonOut json) {
      ResponseStreamEncoder.place(json, item);
      json.number("content_index", index);
    }

    @Override
    public void delta(String text, List<TokenLogProb> logProbs, ByteSink out) {
      content.text.append(text);
      content.logProbs.addAll(logProbs);
      events.delta(head, text, out);
      if (!content.refusal) {
        if (logProbs.isEmpty()) {
          out.write(",\"logprobs\":[]");
        } else {
          out.write(',');
          probabilities(logProbs, out);
        }
      }
      events.endDelta(out);
    }

    private static void probabilities(List<TokenLogProb> logProbs, ByteSink out) {
      var object = new ByteSink(256);
      try (var json = new JsonOut(object)) {
        json.object();
        LogProbs.write(logProbs, json);
        json.endObject();
      }
      // The object's one field without its braces.
      out.write(object.array(), 1, object.length() - 2);
    }

    @Override
    public void end(Marks marks, ByteSink out) {
      content.marks = marks;
      events.event(
          content.refusal ? "response.refusal.done" : "response.output_text.done",
          out,
          json -> {
            where(json);
            json.string(content.refusal ? "refusal" : "text", content.text.toString());
            if (!content.refusal) {
              LogProbs.write(content.logProbs, json);
            }
          });
      part("response.content_part.done", out);
    }
  }

  /** See {@link #call}. */
  // Never compared: a part is told once.
  @SuppressWarnings("ArrayRecordComponent")
  record Call(OutItem item, String type, byte[] head, EventWriter events) implements OutPart {
    @Override
    public void delta(String text, List<TokenLogProb> logProbs, ByteSink out) {
      item.text.append(text);
      tell(text, out);
    }

    private void tell(String text, ByteSink out) {
      events.delta(head, text, out);
      events.endDelta(out);
    }

    @Override
    public void end(Marks marks, ByteSink out) {
      item.marks = marks;
      var arguments = item.arguments();
      if (item.text.isEmpty() && !arguments.isEmpty()) {
        tell(arguments, out);
      }
      events.event(
          type + ".done",
          out,
          json -> {
            ResponseStreamEncoder.place(json, item);
            json.string(type.endsWith("input") ? "input" : "arguments", arguments);
          });
    }
  }

  /** See {@link #reasoning}. */
  // Never compared: a part is told once.
  @SuppressWarnings("ArrayRecordComponent")
  record Reasoning(OutItem item, byte[] head, EventWriter events) implements OutPart {
    @Override
    public void delta(String text, List<TokenLogProb> logProbs, ByteSink out) {
      if (text.isEmpty()) {
        return;
      }
      if (item.text.isEmpty()) {
        part("response.reasoning_summary_part.added", out);
      }
      item.text.append(text);
      events.delta(head, text, out);
      events.endDelta(out);
    }

    @Override
    public void end(Marks marks, ByteSink out) {
      item.marks = marks;
      if (item.text.isEmpty()) {
        return;
      }
      events.event(
          "response.reasoning_summary_text.done",
          out,
          json -> {
            where(json);
            json.string("text", item.text.toString());
          });
      part("response.reasoning_summary_part.done", out);
    }

    private void part(String type, ByteSink out) {
      events.event(
          type,
          out,
          json -> {
            where(json);
            json.object("part").string("type", "summary_text");
            json.string("text", item.text.toString()).endObject();
          });
    }

    private void where(JsonOut json) {
      ResponseStreamEncoder.place(json, item);
      json.number("summary_index", 0);
    }
  }

  /** See {@link #whole}. */
  record Whole(OutItem item) implements OutPart {
    @Override
    public void delta(String text, List<TokenLogProb> logProbs, ByteSink out) {}

    @Override
    public void end(Marks marks, ByteSink out) {
      item.marks = marks;
    }
  }
}

package dev.headgate.conversation.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a stream. What is the same in all its chunks is made once. */
final class ChatStreamEncoder implements StreamEncoder {
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);
  private static final byte[] DELTA = ",\"delta\":{".getBytes(UTF_8);
  private static final byte[] NO_FINISH = "},\"finish_reason\":null}]".getBytes(UTF_8);

  /** A part as this dialect names it: a field of the delta, or a call with its number. */
  private record Slot(String field, int call, boolean freeform) {
    boolean lost() {
      return call < 0 && field.isEmpty();
    }
  }

  private static final Slot TEXT = field("content");
  private static final Slot REFUSAL = field("refusal");
  private static final Slot REASONING = field("reasoning_content");
  private static final Slot NONE = new Slot("", -1, false);

  private final Reply reply;
  private final Losses losses = new Losses();
  private final List<Slot> slots = new ArrayList<>();
  private final List<Integer> calls = new ArrayList<>(1);
  private final BitSet begun = new BitSet();
  private final BitSet refusing = new BitSet();
  private byte[] head = new byte[0];
  private byte[] tail = new byte[0];
  private @Nullable Usage usage;

  ChatStreamEncoder(Reply reply) {
    this.reply = reply;
  }

  private static Slot field(String name) {
    return new Slot('"' + name + "\":", -1, false);
  }

  @Override
  public List<Loss> losses() {
    return losses.list();
  }

  @Override
  public void write(StreamEvent event, ByteSink out) {
    switch (event) {
      case StreamEvent.Start start -> begin(start);
      case StreamEvent.PartOpen open -> open(open, out);
      case StreamEvent.Delta delta -> delta(delta, out);
      case StreamEvent.PartClose(var choice, var part, var marks) ->
          losses.ofExtras(marks.extras(), Path.ROOT, ChatDialect.NAME);
      case StreamEvent.Used(var snapshot) -> usage = snapshot;
      case StreamEvent.Finish(var stops) -> finish(stops, out);
      case StreamEvent.Failed(var failure) -> fail(failure, out);
      case StreamEvent.KeepAlive() -> out.write(KEEP_ALIVE);
    }
  }

  private void begin(StreamEvent.Start start) {
    var built = new ByteSink(256);
    try (var out = new JsonOut(built)) {
      out.object().string("id", start.id().isEmpty() ? reply.id() : start.id());
      out.string("object", "chat.completion.chunk");
      out.number(
          "created", start.createdSeconds() == 0 ? reply.createdSeconds() : start.createdSeconds());
      out.string("model", start.model().isEmpty() ? reply.model() : start.model());
      out.array("choices");
      out.flush();
      var text = "data: " + built;
      head = text.getBytes(UTF_8);
      out.endArray().endObject();
    }
    tail = (reply.usageAsked() ? ",\"usage\":null}\n\n" : "}\n\n").getBytes(UTF_8);
  }

  private void open(StreamEvent.PartOpen open, ByteSink out) {
    int choice = open.choice();
    switch (open.head()) {
      case Part.Text text -> slot(open.part(), TEXT);
      case Part.Reasoning reasoning -> slot(open.part(), REASONING);
      case Part.Refusal refusal -> {
        refusing.set(choice);
        slot(open.part(), REFUSAL);
      }
      case Part.ToolCall call -> call(open, call, out);
      case Part.Media medium -> lost(open);
      case Part.ToolResult result -> lost(open);
      case Part.ServerTool tool -> lost(open);
      case Part.Unknown unknown -> lost(open);
    }
  }

  private void lost(StreamEvent.PartOpen open) {
    slot(open.part(), NONE);
    losses.degrading(
        open.head().marks().at(), Loss.Action.DROPPED, "an answer here has text and calls only");
  }

  private void slot(int part, Slot slot) {
    while (slots.size() <= part) {
      slots.add(NONE);
    }
    slots.set(part, slot);
  }

  private void call(StreamEvent.PartOpen open, Part.ToolCall call, ByteSink out) {
    while (calls.size() <= open.choice()) {
      calls.add(0);
    }
    int number = calls.get(open.choice());
    calls.set(open.choice(), number + 1);
    slot(open.part(), new Slot("", number, call.freeform()));
    role(open.choice(), true, out);
    var type = call.freeform() ? "custom" : "function";
    chunk(open.choice(), out);
    out.write("\"tool_calls\":[");
    try (var json = new JsonOut(out)) {
      json.object().number("index", number).string("id", call.id()).string("type", type);
      json.object(type).string("name", call.name());
      json.string(call.freeform() ? "input" : "arguments", call.arguments());
      json.endObject().endObject();
    }
    out.write(']');
    out.write(NO_FINISH);
    out.write(tail);
  }

  private void delta(StreamEvent.Delta delta, ByteSink out) {
    var slot = slots.get(delta.part());
    if (slot.lost()) {
      return;
    }
    if (slot.call() >= 0) {
      chunk(delta.choice(), out);
      out.write("\"tool_calls\":[{\"index\":");
      out.number(slot.call());
      out.write(slot.freeform() ? ",\"custom\":{\"input\":" : ",\"function\":{\"arguments\":");
      out.string(delta.text());
      out.write("}}]");
    } else {
      role(delta.choice(), false, out);
      chunk(delta.choice(), out);
      out.write(slot.field());
      out.string(delta.text());
    }
    if (!delta.logProbs().isEmpty()) {
      out.write('}');
      out.write(',');
      logProbs(delta, out);
      out.write(",\"finish_reason\":null}]");
    } else {
      out.write(NO_FINISH);
    }
    out.write(tail);
  }

  private static void logProbs(StreamEvent.Delta delta, ByteSink out) {
    var object = new ByteSink(256);
    try (var json = new JsonOut(object)) {
      json.object();
      ChatLogProbs.write(delta.logProbs(), json);
      json.endObject();
    }
    // The object's one field without its braces.
    out.write(object.array(), 1, object.length() - 2);
  }

  private void role(int choice, boolean calls, ByteSink out) {
    if (begun.get(choice)) {
      return;
    }
    begun.set(choice);
    chunk(choice, out);
    out.write(
        calls
            ? "\"role\":\"assistant\",\"content\":null"
            : "\"role\":\"assistant\",\"content\":\"\"");
    out.write(NO_FINISH);
    out.write(tail);
  }

  private void chunk(int choice, ByteSink out) {
    out.write(head);
    out.write("{\"index\":");
    out.number(choice);
    out.write(DELTA);
  }

  private void finish(List<Stop> stops, ByteSink out) {
    for (int choice = 0; choice < stops.size(); choice++) {
      role(choice, false, out);
      var word =
          ChatStops.write(
              stops.get(choice), refusing.get(choice), Path.ROOT.field("stop_reason"), losses);
      chunk(choice, out);
      out.write("},\"finish_reason\":\"");
      out.write(word);
      out.write("\"}]");
      out.write(tail);
    }
    if (reply.usageAsked() && usage != null) {
      out.write(head);
      out.write("],");
      var object = new ByteSink(256);
      try (var json = new JsonOut(object)) {
        json.object();
        ChatUsage.write(usage, json);
        json.endObject();
      }
      out.write(object.array(), 1, object.length() - 1);
      out.write(END);
    }
    out.write(DONE);
  }

  /** The official SDKs raise it as an error. */
  private static void fail(Failure failure, ByteSink out) {
    out.write(DATA);
    try (var json = new JsonOut(out)) {
      ChatErrors.write(failure, json);
    }
    out.write(END);
  }
}

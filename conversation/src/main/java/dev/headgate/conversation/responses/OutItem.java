package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An item of an answer as it grows. Written while it is empty and when it is whole. */
final class OutItem {
  /** A piece of a message's content. */
  static final class Content {
    final boolean refusal;
    final StringBuilder text = new StringBuilder();
    final List<TokenLogProb> logProbs = new ArrayList<>(0);
    Marks marks;

    Content(boolean refusal, Marks marks) {
      this.refusal = refusal;
      this.marks = marks;
    }

    void write(JsonOut out) {
      out.object();
      if (refusal) {
        out.string("type", "refusal").string("refusal", text.toString());
      } else {
        out.string("type", "output_text").string("text", text.toString());
        var annotations = Extras.own(marks.extras(), ContentDecoder.ANNOTATIONS);
        out.raw(ContentDecoder.ANNOTATIONS, annotations == null ? "[]" : annotations);
        LogProbs.write(logProbs, out);
      }
      Extras.write(marks.extras(), Set.of(ItemDecoder.MESSAGE, ContentDecoder.ANNOTATIONS), out);
      out.endObject();
    }
  }

  final String id;
  final int index;

  /** What it began with; of a message its first part. */
  final Part head;

  /** Of a message. */
  final List<Content> contents = new ArrayList<>(1);

  /** A call's arguments, or the text of reasoning. */
  final StringBuilder text = new StringBuilder();

  Marks marks;
  boolean done;

  /** Of a message: how much of its content has not ended. */
  int openContents;

  OutItem(String id, int index, Part head) {
    this.id = id;
    this.index = index;
    this.head = head;
    this.marks = head.marks();
  }

  boolean message() {
    return ItemDecoder.words(head);
  }

  /** A call's arguments as they are told: none are an empty object. */
  String arguments() {
    return text.isEmpty()
            && head instanceof Part.ToolCall(var i, var n, var a, var freeform, var m)
            && !freeform
        ? "{}"
        : text.toString();
  }

  /**
   * @param whole whether to write what it holds, or that it is there
   */
  void write(String status, boolean whole, JsonOut out) {
    switch (head) {
      case Part.ToolCall call -> call(call, status, whole, out);
      case Part.Reasoning reasoning -> reasoning(status, whole, out);
      case Part.ServerTool tool -> out.raw(tool.json());
      case Part.Unknown unknown -> out.raw(unknown.json());
      default -> message(status, whole, out);
    }
  }

  private void message(String status, boolean whole, JsonOut out) {
    out.object().string("id", id).string("type", "message").string("status", status);
    out.string("role", "assistant").array("content");
    if (whole) {
      contents.forEach(content -> content.write(out));
    }
    out.endArray();
    var about = Extras.own(marks.extras(), ItemDecoder.MESSAGE);
    if (about != null) {
      var fields = SaidEncoder.fields(about);
      fields.take(ItemDecoder.ID);
      out.extras(ResponsesDialect.NAME, fields.rest(ResponsesDialect.NAME, Severity.COSMETIC));
    }
    out.endObject();
  }

  private void call(Part.ToolCall call, String status, boolean whole, JsonOut out) {
    out.object().string("id", id);
    out.string("type", call.freeform() ? "custom_tool_call" : "function_call");
    out.string("status", status).string("call_id", call.id());
    out.string("name", Namespaces.bare(call.name()));
    out.optional(Namespaces.FIELD, Namespaces.of(call.name()));
    out.string(call.freeform() ? "input" : "arguments", whole ? arguments() : "");
    Extras.write(marks.extras(), Set.of(ItemDecoder.ID, Namespaces.FIELD), out);
    out.endObject();
  }

  private void reasoning(String status, boolean whole, JsonOut out) {
    out.object().string("id", id).string("type", "reasoning");
    if (!whole) {
      out.array("summary").endArray().endObject();
      return;
    }
    var exact = Extras.own(marks.extras(), "summary");
    if (exact != null) {
      out.raw("summary", exact);
    } else {
      out.array("summary");
      if (!text.isEmpty() && Extras.own(marks.extras(), "content") == null) {
        out.object().string("type", "summary_text").string("text", text.toString()).endObject();
      }
      out.endArray();
    }
    out.optional("encrypted_content", ReasoningSlot.forCaller(marks.opaque()).encrypted());
    out.string("status", status);
    Extras.write(marks.extras(), Set.of("summary"), out);
    out.endObject();
  }
}

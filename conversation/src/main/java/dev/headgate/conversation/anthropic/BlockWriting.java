package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One block of a stream being written: waiting, started, or closed. */
final class BlockWriting {
  private final Part head;
  private final int part;
  private final String deltaHead;
  private final StringBuilder held = new StringBuilder();
  private int index = -1;
  private @Nullable Marks closing;

  private BlockWriting(Part head, int part, String deltaHead) {
    this.head = head;
    this.part = part;
    this.deltaHead = deltaHead;
  }

  /**
   * The block for a part; null for what this dialect cannot say.
   *
   * @param reasoning whether the caller is ready for it
   */
  static @Nullable BlockWriting of(StreamEvent.PartOpen open, boolean reasoning) {
    return switch (open.head()) {
      case Part.Text text -> new BlockWriting(text, open.part(), delta("text_delta", "text"));
      case Part.Refusal refusal ->
          new BlockWriting(refusal, open.part(), delta("text_delta", "text"));
      case Part.Reasoning thought ->
          reasoning
              ? new BlockWriting(thought, open.part(), delta("thinking_delta", "thinking"))
              : null;
      case Part.ToolCall call ->
          new BlockWriting(call, open.part(), delta("input_json_delta", "partial_json"));
      case Part.ServerTool tool ->
          tool.realm().admits(AnthropicDialect.REALM)
              ? new BlockWriting(tool, open.part(), "")
              : null;
      case Part.Unknown unknown ->
          unknown.realm().admits(AnthropicDialect.REALM)
              ? new BlockWriting(unknown, open.part(), "")
              : null;
      case Part.Media medium -> null;
      case Part.ToolResult result -> null;
    };
  }

  private static String delta(String type, String field) {
    return ",\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":";
  }

  int part() {
    return part;
  }

  boolean closed() {
    return closing != null;
  }

  void close(Marks marks) {
    closing = marks;
  }

  /** Writes its start and what it has waited with; tells how much that was. */
  int start(int index, ByteSink out) {
    this.index = index;
    out.write("event: content_block_start\ndata: ");
    try (var json = new JsonOut(out)) {
      json.object().string("type", "content_block_start").number("index", index);
      json.field("content_block");
      head(json);
      json.endObject();
    }
    out.write("\n\n");
    int waited = held.length();
    if (waited > 0 && !freeform()) {
      told(held.toString(), out);
      held.setLength(0);
    }
    return waited;
  }

  private void head(JsonOut json) {
    switch (head) {
      case Part.Text text -> json.object().string("type", "text").string("text", "").endObject();
      case Part.Refusal refusal ->
          json.object().string("type", "text").string("text", "").endObject();
      case Part.Reasoning thought -> {
        if (thought.redacted()) {
          json.object().string("type", "redacted_thinking");
          json.string("data", MessageEncoder.sealed(thought.marks().opaque())).endObject();
        } else {
          json.object().string("type", "thinking").string("thinking", "");
          json.string("signature", "").endObject();
        }
      }
      case Part.ToolCall call -> {
        json.object().string("type", "tool_use").string("id", call.id());
        json.string("name", call.name()).object("input").endObject();
        json.extras(AnthropicDialect.NAME, call.marks().extras()).endObject();
      }
      case Part.ServerTool tool -> json.raw(oneLine(tool.json()));
      case Part.Unknown unknown -> json.raw(oneLine(unknown.json()));
      case Part.Media medium -> throw new IllegalStateException("not chosen");
      case Part.ToolResult result -> throw new IllegalStateException("not chosen");
    }
  }

  /** Line ends in JSON are white space, in a stream they end the data. */
  private static String oneLine(String json) {
    return json.replace('\n', ' ').replace('\r', ' ');
  }

  private boolean freeform() {
    return head instanceof Part.ToolCall call && call.freeform();
  }

  /** Writes more of it; false when it has to wait. */
  boolean delta(String text, ByteSink out) {
    if (index < 0 || freeform()) {
      held.append(text);
      return false;
    }
    told(text, out);
    return true;
  }

  private void told(String text, ByteSink out) {
    deltaStart(out);
    out.write(deltaHead);
    out.string(text);
    out.write("}}\n\n");
  }

  private void deltaStart(ByteSink out) {
    out.write("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");
    out.number(index);
  }

  /** Writes its end, and before it what came late. */
  void stop(ByteSink out) {
    if (freeform()) {
      var wrapped = new ByteSink();
      try (var json = new JsonOut(wrapped)) {
        json.object().string("input", held.toString()).endObject();
      }
      told(wrapped.toString(), out);
    }
    var marks = closing == null ? head.marks() : closing;
    citations(marks, out);
    if (head instanceof Part.Reasoning thought && !thought.redacted()) {
      var sealed = MessageEncoder.sealed(marks.opaque());
      if (!sealed.isEmpty()) {
        deltaStart(out);
        out.write(",\"delta\":{\"type\":\"signature_delta\",\"signature\":");
        out.string(sealed);
        out.write("}}\n\n");
      }
    }
    out.write("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":");
    out.number(index);
    out.write("}\n\n");
  }

  private void citations(Marks marks, ByteSink out) {
    for (var extra : marks.extras()) {
      if (extra.dialect().equals(AnthropicDialect.NAME) && extra.name().equals("citations")) {
        for (var citation : elements(extra.json())) {
          deltaStart(out);
          out.write(",\"delta\":{\"type\":\"citations_delta\",\"citation\":");
          out.write(oneLine(citation.raw()).getBytes(StandardCharsets.UTF_8));
          out.write("}}\n\n");
        }
      }
    }
  }

  private static List<Node> elements(String json) {
    try {
      return Json.parse(json).elements();
    } catch (InvalidException e) {
      return List.of();
    }
  }
}

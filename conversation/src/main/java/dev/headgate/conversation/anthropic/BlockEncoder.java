package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.DataUrl;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the content of a message: parts that {@link Blocks} has chosen. */
final class BlockEncoder {
  private final ToolNames names;
  private final CacheControl cache;
  private final Losses losses;
  private final JsonOut out;

  BlockEncoder(ToolNames names, CacheControl cache, Losses losses, JsonOut out) {
    this.names = names;
    this.cache = cache;
    this.losses = losses;
    this.out = out;
  }

  /** The datum that makes reasoning replayable here; null when there is none. */
  static @Nullable Opaque signed(Part.Reasoning reasoning) {
    return reasoning
        .marks()
        .opaque(reasoning.redacted() ? AnthropicDialect.REDACTED : AnthropicDialect.SIGNATURE);
  }

  /** Writes a string where that says all, else an array of blocks. */
  void write(List<Part> parts) {
    if (parts.size() == 1
        && parts.getFirst() instanceof Part.Text(var text, var marks)
        && marks.cache() == null
        && marks.extras().isEmpty()) {
      out.string(text);
      return;
    }
    out.array();
    parts.forEach(this::block);
    out.endArray();
  }

  private void block(Part part) {
    switch (part) {
      case Part.Text(var text, var marks) -> {
        begin("text").string("text", text);
        end(marks);
      }
      case Media medium -> medium(medium);
      case Part.ToolCall call -> call(call);
      case Part.ToolResult result -> result(result);
      case Part.Reasoning reasoning -> reasoning(reasoning);
      case Part.ServerTool tool -> asItIs(tool.json(), tool.marks());
      case Part.Unknown unknown -> asItIs(unknown.json(), unknown.marks());
      case Part.Refusal refusal -> throw new IllegalStateException("a refusal was made text");
    }
  }

  private JsonOut begin(String type) {
    return out.object().string("type", type);
  }

  private void end(Marks marks) {
    cache.write(marks, out);
    extras(marks);
    out.endObject();
  }

  private void extras(Marks marks) {
    out.extras(AnthropicDialect.NAME, marks.extras());
    losses.ofExtras(marks.extras(), marks.at(), AnthropicDialect.NAME);
  }

  private void asItIs(String json, Marks marks) {
    if (marks.cache() != null) {
      cache.counted();
    }
    out.raw(json);
  }

  private void reasoning(Part.Reasoning reasoning) {
    var datum = signed(reasoning);
    if (datum == null) {
      throw new IllegalStateException("reasoning without a signature is not chosen");
    }
    if (reasoning.redacted()) {
      begin("redacted_thinking").string("data", datum.text());
    } else {
      begin("thinking").string("thinking", reasoning.text()).string("signature", datum.text());
    }
    cache.lost(reasoning.marks());
    extras(reasoning.marks());
    out.endObject();
  }

  private void call(Part.ToolCall call) {
    begin("tool_use").string("id", call.id());
    out.string("name", names.told(call.name(), call.marks().at(), losses)).field("input");
    if (call.freeform()) {
      out.object().string("input", call.arguments()).endObject();
    } else if (Json.isObject(call.arguments())) {
      out.raw(call.arguments());
    } else {
      losses.degrading(
          call.marks().at(),
          Loss.Action.REPLACED,
          "malformed arguments are told as text inside an object");
      out.object().string("malformed_arguments", call.arguments()).endObject();
    }
    end(call.marks());
  }

  private void result(Part.ToolResult result) {
    begin("tool_result").string("tool_use_id", result.callId());
    if (!result.content().isEmpty()) {
      out.field("content");
      write(result.content());
    }
    if (result.isError()) {
      out.bool("is_error", true);
    }
    end(result.marks());
  }

  private void medium(Media medium) {
    begin(medium.kind() == Media.Kind.IMAGE ? "image" : "document").object("source");
    switch (medium.source()) {
      case Media.Inline inline -> {
        if (inline.mediaType().startsWith("text/")) {
          text(DataUrl.text(inline));
        } else {
          out.string("type", "base64").string("media_type", inline.mediaType());
          out.string("data", inline.base64());
        }
      }
      case Media.Plain(var text) -> text(text);
      case Media.Url(var url, var type) -> out.string("type", "url").string("url", url);
      case Media.Uploaded(var realm, var id) -> out.string("type", "file").string("file_id", id);
    }
    out.endObject();
    if (medium.kind() == Media.Kind.DOCUMENT) {
      out.optional("title", medium.name());
    }
    end(medium.marks());
  }

  private void text(String text) {
    out.string("type", "text").string("media_type", "text/plain").string("data", text);
  }
}

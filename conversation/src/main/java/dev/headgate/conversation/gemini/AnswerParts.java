package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import org.jspecify.annotations.Nullable;

/** Writes parts of answers. */
final class AnswerParts {
  private final Reply reply;
  private final Losses losses;

  AnswerParts(Reply reply, Losses losses) {
    this.reply = reply;
    this.losses = losses;
  }

  /** A part's JSON; null when it has no place in this answer, which has been told if it matters. */
  @Nullable String written(Part part) {
    losses.ofExtras(part.marks().extras(), part.marks().at(), GeminiDialect.NAME);
    return switch (part) {
      case Part.Text(var text, var marks) -> words(text, false, marks);
      case Part.Refusal(var text, var marks) -> words(text, false, marks);
      case Part.Reasoning(var text, var redacted, var marks) ->
          reply.reasoningAsked() ? words(text, true, marks) : null;
      case Part.ToolCall call -> call(call);
      case Media medium -> medium(medium);
      case Part.ServerTool tool when tool.realm().admits(GeminiDialect.REALM) -> tool.json();
      case Part.Unknown unknown when unknown.realm().admits(GeminiDialect.REALM) -> unknown.json();
      case Part.ServerTool tool -> lost(tool);
      case Part.Unknown unknown -> lost(unknown);
      case Part.ToolResult result -> lost(result);
    };
  }

  /**
   * Words, a thought, or a signature alone. The official Python SDK's chats forget a turn in which
   * a text is empty, so a signature that the gateway will see again stands without one.
   */
  @Nullable String words(String text, boolean thought, Marks marks) {
    var signature = Signatures.seal(marks.opaque());
    if (text.isEmpty() && signature == null) {
      return null;
    }
    boolean ours = signature != null && !Signatures.own(marks.opaque().getFirst());
    var sink = new ByteSink(text.length() + 64);
    try (var out = new JsonOut(sink)) {
      out.object();
      if (!text.isEmpty() || !ours) {
        out.string("text", text);
      }
      if (thought) {
        out.bool("thought", true);
      }
      end(signature, marks, out);
    }
    return sink.toString();
  }

  private static void end(@Nullable String signature, Marks marks, JsonOut out) {
    out.optional("thoughtSignature", signature);
    Nested.write("", marks.extras(), out);
    out.endObject();
  }

  private @Nullable String call(Part.ToolCall call) {
    if (!call.freeform() && !Json.isObject(call.arguments())) {
      losses.semantic(
          call.marks().at(), Loss.Action.DROPPED, "arguments that are no object cannot be told");
      return null;
    }
    var sink = new ByteSink(call.arguments().length() + 128);
    try (var out = new JsonOut(sink)) {
      out.object().object("functionCall").string("id", call.id()).string("name", call.name());
      out.field("args");
      if (call.freeform()) {
        out.object().string("input", call.arguments()).endObject();
      } else {
        out.raw(call.arguments());
      }
      Nested.write("functionCall", call.marks().extras(), out);
      out.endObject();
      end(Signatures.seal(call.marks().opaque()), call.marks(), out);
    }
    return sink.toString();
  }

  private @Nullable String medium(Media medium) {
    var sink = new ByteSink(1024);
    try (var out = new JsonOut(sink)) {
      out.object();
      switch (medium.source()) {
        case Media.Inline(var type, var base64) -> {
          out.object("inlineData").string("mimeType", type).string("data", base64);
          out.optional("displayName", medium.name()).endObject();
        }
        case Media.Url(var url, var type) -> {
          out.object("fileData").optional("mimeType", type).string("fileUri", url).endObject();
        }
        case Media.Plain(var text) -> out.string("text", text);
        case Media.Uploaded file -> {
          return lost(medium);
        }
      }
      end(Signatures.seal(medium.marks().opaque()), medium.marks(), out);
    }
    return sink.toString();
  }

  private @Nullable String lost(Part part) {
    losses.degrading(
        part.marks().at(), Loss.Action.DROPPED, "only the other provider's dialect can say it");
    return null;
  }
}

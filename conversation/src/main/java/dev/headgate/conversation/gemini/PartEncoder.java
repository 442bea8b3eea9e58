package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes parts of a request that {@link Parts} has chosen. */
final class PartEncoder {
  private final Target target;
  private final boolean ids;
  private final ToolNames names;
  private final Losses losses;
  private final JsonOut out;

  PartEncoder(Target target, ToolNames names, Losses losses, JsonOut out) {
    this.target = target;
    this.ids = !target.has(Quirk.NO_CALL_IDS);
    this.names = names;
    this.losses = losses;
    this.out = out;
  }

  /**
   * @param needsSignature whether the provider refuses this part without one
   */
  void write(Part part, boolean needsSignature) {
    losses.ofMarks(part.marks(), GeminiDialect.NAME, false);
    switch (part) {
      case Part.Text(var text, var marks) -> {
        out.object().string("text", text);
        end(part, false);
      }
      case Part.Reasoning(var text, var redacted, var marks) -> {
        out.object().string("text", text).bool("thought", true);
        end(part, false);
      }
      case Part.ToolCall call -> {
        call(call);
        end(part, needsSignature);
      }
      case Part.ToolResult result -> result(result);
      case Media medium -> {
        out.object();
        medium(medium, target.has(Quirk.VERTEX));
        end(part, false);
      }
      case Part.ServerTool tool -> out.raw(tool.json());
      case Part.Unknown unknown -> out.raw(unknown.json());
      case Part.Refusal refusal -> throw new IllegalStateException("a refusal was made text");
    }
  }

  private void end(Part part, boolean needsSignature) {
    var signature = Parts.signature(part);
    if (signature != null) {
      out.string("thoughtSignature", signature.text());
    } else if (needsSignature) {
      losses.cosmetic(
          part.marks().at(), Loss.Action.ADDED, "a call of another model says so in its signature");
      out.string("thoughtSignature", Signatures.SKIP);
    }
    Nested.write("", part.marks().extras(), out);
    out.endObject();
  }

  private void call(Part.ToolCall call) {
    out.object().object("functionCall");
    if (ids) {
      out.string("id", call.id());
    }
    out.string("name", names.told(call.name(), call.marks().at(), losses)).field("args");
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
    Nested.write("functionCall", call.marks().extras(), out);
    out.endObject();
  }

  private void result(Part.ToolResult result) {
    out.object().object("functionResponse");
    if (ids) {
      out.string("id", result.callId());
    }
    var name = result.name() == null ? "unknown" : result.name();
    out.string("name", names.told(name, result.marks().at(), losses));
    Results.write(result, losses, out);
    var media = Results.media(result);
    if (!media.isEmpty()) {
      out.array("parts");
      for (var medium : media) {
        losses.ofMarks(medium.marks(), GeminiDialect.NAME, false);
        out.object();
        medium(medium, true);
        out.endObject();
      }
      out.endArray();
    }
    Nested.write("functionResponse", result.marks().extras(), out);
    out.endObject();
    end(result, false);
  }

  private void medium(Media medium, boolean named) {
    switch (medium.source()) {
      case Media.Inline(var type, var base64) -> inline(medium, type, base64, named);
      case Media.Plain(var text) -> inline(medium, "text/plain", base64(text), named);
      case Media.Url(var url, var type) -> {
        var likely = type != null ? type : MediaTypes.ofUrl(url);
        if (likely == null && (!MediaTypes.video(url) || target.has(Quirk.VERTEX))) {
          likely = MediaTypes.likely(medium.kind());
          losses.degrading(
              medium.marks().at(), Loss.Action.ADDED, "taken for " + likely + ": a type is needed");
        }
        out.object("fileData").optional("mimeType", likely).string("fileUri", url);
        name(medium, named);
      }
      case Media.Uploaded(var realm, var id) -> {
        out.object("fileData");
        for (var extra : medium.marks().extras()) {
          if (extra.dialect().equals(GeminiDialect.NAME)
              && extra.name().equals(PartDecoder.FILE_TYPE)) {
            out.raw("mimeType", extra.json());
          }
        }
        out.string("fileUri", id);
        name(medium, named);
      }
    }
    out.endObject();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void inline(Media medium, String type, String base64, boolean named) {
    out.object("inlineData").string("mimeType", type).string("data", base64);
    name(medium, named);
  }

  /** Only Vertex takes it on parts of a turn; within results both do. */
  private void name(Media medium, boolean named) {
    Marks marks = medium.marks();
    if (medium.name() != null && !named) {
      losses.degrading(marks.at(), Loss.Action.DROPPED, "files have no names here");
    } else {
      out.optional("displayName", medium.name());
    }
  }
}

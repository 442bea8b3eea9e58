package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes content blocks: parts that {@link ConverseParts} has chosen. */
final class ConverseBlocks {
  private final ToolNames names;
  private final CachePoints cache;
  private final Losses losses;
  private final JsonOut out;
  private int documents;

  ConverseBlocks(ToolNames names, CachePoints cache, Losses losses, JsonOut out) {
    this.names = names;
    this.cache = cache;
    this.losses = losses;
    this.out = out;
  }

  /** Writes them as elements of an array. */
  void write(List<Part> parts) {
    for (var part : parts) {
      block(part);
      if (part instanceof Part.Reasoning) {
        cache.lost(part.marks());
      } else {
        cache.write(part.marks(), out);
      }
      losses.ofExtras(part.marks().extras(), part.marks().at(), BedrockDialect.NAME);
    }
  }

  private void block(Part part) {
    out.object();
    switch (part) {
      case Part.Text text -> out.string("text", text.text());
      case Media medium -> medium(medium);
      case Part.ToolCall call -> call(call);
      case Part.ToolResult result -> result(result);
      case Part.Reasoning reasoning -> reasoning(reasoning);
      default -> throw new IllegalStateException("not chosen: " + part.getClass());
    }
    out.endObject();
  }

  private void call(Part.ToolCall call) {
    var at = call.marks().at();
    out.object("toolUse").string("toolUseId", call.id());
    out.string("name", names.told(call.name(), at, losses)).field("input");
    if (call.freeform()) {
      out.object().string("input", call.arguments()).endObject();
    } else if (Json.isObject(call.arguments())) {
      out.raw(call.arguments());
    } else {
      losses.degrading(
          at, Loss.Action.REPLACED, "malformed arguments are told as text inside an object");
      out.object().string("malformed_arguments", call.arguments()).endObject();
    }
    out.endObject();
  }

  private void result(Part.ToolResult result) {
    out.object("toolResult").string("toolUseId", result.callId()).array("content");
    for (var inner : result.content()) {
      block(inner);
      cache.lost(inner.marks());
    }
    out.endArray();
    if (result.isError()) {
      out.string("status", "error");
    }
    out.endObject();
  }

  private void reasoning(Part.Reasoning reasoning) {
    var datum = ConverseParts.signed(reasoning);
    if (datum == null) {
      throw new IllegalStateException("reasoning without a signature is not chosen");
    }
    out.object("reasoningContent");
    var hidden = reasoning.redacted() ? Redacted.written(datum) : null;
    if (hidden == null) {
      out.object("reasoningText").string("text", reasoning.text());
      out.string("signature", datum.text()).endObject();
    } else {
      out.string("redactedContent", hidden);
    }
    out.endObject();
  }

  private void medium(Media medium) {
    var format = Formats.of(medium);
    if (format == null) {
      throw new IllegalStateException("media without a format are not chosen");
    }
    out.object(
        switch (medium.kind()) {
          case IMAGE -> "image";
          case VIDEO -> "video";
          case DOCUMENT, AUDIO -> "document";
        });
    out.string("format", format);
    if (medium.kind() == Media.Kind.DOCUMENT) {
      out.string("name", name(medium));
    }
    out.object("source");
    switch (medium.source()) {
      case Media.Inline(var type, var base64) -> out.string("bytes", base64);
      case Media.Plain(var text) ->
          out.string(
              "bytes", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case Media.Url(var url, var type) -> out.object("s3Location").string("uri", url).endObject();
      case Media.Uploaded uploaded -> throw new IllegalStateException("uploads are not chosen");
    }
    out.endObject().endObject();
  }

  /** Letters, digits, single spaces, hyphens, brackets: no more may be in a document's name. */
  private String name(Media medium) {
    documents++;
    var said = medium.name();
    var name =
        said == null
            ? ""
            : said.replaceAll("[^a-zA-Z0-9\\-()\\[\\] ]", "-").replaceAll(" +", " ").strip();
    if (name.isEmpty()) {
      return "document-" + documents;
    }
    if (!name.equals(said)) {
      losses.cosmetic(medium.marks().at(), Loss.Action.RENAMED, "no such name of a document here");
    }
    return name.substring(0, Math.min(200, name.length()));
  }
}

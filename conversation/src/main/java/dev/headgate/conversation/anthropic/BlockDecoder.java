package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content blocks. */
final class BlockDecoder {
  /** Whose signatures they are. */
  private final Realm signer;

  BlockDecoder(Realm signer) {
    this.signer = signer;
  }

  /** The parts of a string or an array of blocks. */
  List<Part> read(Node content) throws InvalidException {
    if (content.isString()) {
      return List.of(new Part.Text(content.string(), Marks.at(content.at())));
    }
    if (!content.isArray()) {
      throw content.invalid("must be a string or an array of blocks");
    }
    var parts = new ArrayList<Part>();
    for (var block : content.elements()) {
      parts.add(block(block));
    }
    return parts;
  }

  Part block(Node node) throws InvalidException {
    var block = node.object();
    var type = block.need("type").string();
    return switch (type) {
      case "text" -> {
        var text = block.need("text").string();
        yield new Part.Text(text, marks(block));
      }
      case "image" -> media(Media.Kind.IMAGE, node, block);
      case "document" -> media(Media.Kind.DOCUMENT, node, block);
      case "thinking" -> {
        var text = block.need("thinking").string();
        var data = opaque(AnthropicDialect.SIGNATURE, block.string("signature"));
        yield new Part.Reasoning(text, false, marks(block).withOpaque(data));
      }
      case "redacted_thinking" -> {
        var data = opaque(AnthropicDialect.REDACTED, block.need("data").string());
        yield new Part.Reasoning("", true, marks(block).withOpaque(data));
      }
      case "tool_use" -> {
        var input = block.need("input");
        var call =
            new Part.ToolCall(
                block.need("id").string(),
                block.need("name").string(),
                input.object().raw(),
                false,
                Marks.NONE);
        yield call.withMarks(marks(block));
      }
      case "tool_result" -> result(block);
      default -> {
        var cache = CacheControl.read(block.peek("cache_control"));
        var marks = Marks.at(node.at()).withCache(cache);
        yield ofServer(type)
            ? new Part.ServerTool(AnthropicDialect.REALM, type, block.raw(), marks)
            : new Part.Unknown(AnthropicDialect.REALM, type, block.raw(), marks);
      }
    };
  }

  /** What the provider's own tools say, and what it makes of a conversation that grew too long. */
  private static boolean ofServer(String type) {
    return type.endsWith("_tool_result")
        || type.equals("server_tool_use")
        || type.equals("mcp_tool_use")
        || type.equals("compaction");
  }

  private Part result(Fields block) throws InvalidException {
    var content = block.take("content");
    var result =
        new Part.ToolResult(
            block.need("tool_use_id").string(),
            null,
            content == null ? List.of() : read(content),
            block.flag("is_error"),
            false,
            Marks.NONE);
    return result.withMarks(marks(block));
  }

  List<Opaque> opaque(String kind, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    var foreign = Envelope.open(text);
    return foreign == null ? List.of(new Opaque(signer, kind, text)) : foreign;
  }

  private static Part media(Media.Kind kind, Node node, Fields block) throws InvalidException {
    var source = block.need("source").object();
    var type = source.need("type").string();
    Media.Source from =
        switch (type) {
          case "base64" ->
              new Media.Inline(source.need("media_type").nonEmpty(), source.need("data").string());
          case "url" -> new Media.Url(source.need("url").nonEmpty(), null);
          case "text" -> {
            source.take("media_type");
            yield new Media.Plain(source.need("data").string());
          }
          case "file" ->
              new Media.Uploaded(AnthropicDialect.REALM, source.need("file_id").string());
          default -> null;
        };
    if (from == null) {
      // It is handed on whole.
      source.rest(AnthropicDialect.NAME, Severity.COSMETIC);
      return new Part.Unknown(
          AnthropicDialect.REALM,
          block.need("type").string(),
          block.raw(),
          Marks.at(node.at()).withCache(CacheControl.read(block.peek("cache_control"))));
    }
    var title = block.string("title");
    return new Media(kind, from, title, null, marks(block));
  }

  private static Marks marks(Fields block) throws InvalidException {
    var cache = CacheControl.read(block.take("cache_control"));
    return new Marks(
        block.at(), List.of(), cache, block.rest(AnthropicDialect.NAME, Severity.DEGRADING));
  }
}

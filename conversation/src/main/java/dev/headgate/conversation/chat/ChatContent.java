package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.DataUrl;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.CacheHint;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** Reads the content of a message. */
final class ChatContent {
  private static final String PDF = "application/pdf";

  private ChatContent() {}

  /** The parts of a string or an array of parts. */
  static List<Part> read(Node content) throws InvalidException {
    if (content.isString()) {
      return List.of(new Part.Text(content.string(), Marks.at(content.at())));
    }
    if (!content.isArray()) {
      throw content.invalid("must be a string or an array of parts");
    }
    var parts = new ArrayList<Part>();
    for (var part : content.elements()) {
      parts.add(part(part));
    }
    return parts;
  }

  private static Part part(Node node) throws InvalidException {
    var part = node.object();
    var type = part.need("type").string();
    return switch (type) {
      case "text" -> {
        var text = part.need("text").string();
        yield new Part.Text(text, marks(part));
      }
      case "thinking" -> new Part.Reasoning(thought(part), false, marks(part));
      case "refusal" -> new Part.Refusal(part.need("refusal").string(), marks(part));
      case "image_url" -> {
        var image = part.need("image_url").object();
        yield new Media(
            Media.Kind.IMAGE,
            DataUrl.source(image.need("url").nonEmpty()),
            null,
            image.string("detail"),
            marks(part));
      }
      case "input_audio" -> {
        var audio = part.need("input_audio").object();
        var source =
            new Media.Inline("audio/" + audio.need("format").string(), audio.need("data").string());
        yield new Media(Media.Kind.AUDIO, source, null, null, marks(part));
      }
      case "file" -> file(part);
      default -> new Part.Unknown(ChatDialect.REALM, type, part.raw(), Marks.at(node.at()));
    };
  }

  /** Mistral's reasoning: texts within a part. */
  private static String thought(Fields part) throws InvalidException {
    var thinking = part.need("thinking");
    if (thinking.isString()) {
      return thinking.string();
    }
    var text = new StringBuilder();
    for (var piece : thinking.elements()) {
      var said = piece.object();
      said.take("type");
      var words = said.string("text");
      text.append(words == null ? "" : words);
    }
    return text.toString();
  }

  private static Part file(Fields part) throws InvalidException {
    var file = part.need("file").object();
    var name = file.string("filename");
    var id = file.string("file_id");
    var data = file.string("file_data");
    Media.Source source;
    if (data != null) {
      source = data.startsWith("data:") ? DataUrl.source(data) : new Media.Inline(PDF, data);
    } else if (id != null) {
      source = new Media.Uploaded(ChatDialect.REALM, id);
    } else {
      throw new InvalidException(file.at(), "must have file_id or file_data");
    }
    return new Media(Media.Kind.DOCUMENT, source, name, null, marks(part));
  }

  private static Marks marks(Fields part) throws InvalidException {
    var marks = cacheHint(part, Marks.at(part.at()));
    return marks.withExtras(part.rest(ChatDialect.NAME, Severity.DEGRADING));
  }

  /** Anthropic's hint, which clients of gateways write into this dialect too. */
  static Marks cacheHint(Fields fields, Marks marks) throws InvalidException {
    var hint = fields.take("cache_control");
    if (hint == null || !hint.isObject()) {
      return marks;
    }
    var wish = hint.object();
    wish.take("type");
    var ttl = wish.string("ttl");
    return marks.withCache("1h".equals(ttl) ? CacheHint.LONG : CacheHint.SHORT);
  }
}

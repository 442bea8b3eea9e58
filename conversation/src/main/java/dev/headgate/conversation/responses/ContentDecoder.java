package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.DataUrl;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.CacheHint;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** Reads the content of a message or of a tool's output. */
final class ContentDecoder {
  /** A wish for the cache at a part. */
  static final String BREAKPOINT = "prompt_cache_breakpoint";

  /** Citations of a text. */
  static final String ANNOTATIONS = "annotations";

  private static final String LONG_TTL = "12h";
  private static final String PDF = "application/pdf";

  /** Whose files and unknown parts they are. */
  private final Realm realm;

  private final Severity citations;

  /**
   * @param citations how bad it is to lose them: they are for the reader of an answer
   */
  ContentDecoder(Realm realm, Severity citations) {
    this.realm = realm;
    this.citations = citations;
  }

  /** The parts of a string or an array of parts. */
  List<Part> read(Node content) throws InvalidException {
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

  Part part(Node node) throws InvalidException {
    var part = node.object();
    var type = part.need("type").string();
    return switch (type) {
      case "input_text", "output_text", "text" -> {
        var text = part.need("text").string();
        quiet(part);
        yield new Part.Text(text, marks(part));
      }
      case "refusal" -> new Part.Refusal(part.need("refusal").string(), marks(part));
      case "input_image" -> image(part);
      case "input_file" -> file(part);
      case "input_audio" -> {
        var audio = part.need("input_audio").object();
        var source =
            new Media.Inline("audio/" + audio.need("format").string(), audio.need("data").string());
        yield new Media(Media.Kind.AUDIO, source, null, null, marks(part));
      }
      // Chat Completions is of the same realm, so that it would take an unknown part for its own.
      default -> new Part.ServerTool(realm, type, node.raw(), Marks.at(node.at()));
    };
  }

  /** What an answer says even when there is nothing to say, and what is read elsewhere. */
  private static void quiet(Fields part) throws InvalidException {
    part.take("logprobs");
    var annotations = part.peek(ANNOTATIONS);
    if (annotations != null && annotations.isArray() && annotations.elements().isEmpty()) {
      part.take(ANNOTATIONS);
    }
  }

  private Part image(Fields part) throws InvalidException {
    var url = part.take("image_url");
    var id = part.string("file_id");
    Media.Source source;
    if (url != null && !url.isNull()) {
      source = DataUrl.source(url.nonEmpty());
    } else if (id != null) {
      source = uploaded(id);
    } else {
      throw new InvalidException(part.at(), "must have image_url or file_id");
    }
    return new Media(Media.Kind.IMAGE, source, null, part.string("detail"), marks(part));
  }

  private Part file(Fields part) throws InvalidException {
    var data = part.string("file_data");
    var url = part.string("file_url");
    var id = part.string("file_id");
    Media.Source source;
    if (data != null) {
      source = data.startsWith("data:") ? DataUrl.source(data) : new Media.Inline(PDF, data);
    } else if (url != null) {
      source = new Media.Url(url, null);
    } else if (id != null) {
      source = uploaded(id);
    } else {
      throw new InvalidException(part.at(), "must have file_data, file_url or file_id");
    }
    var name = part.string("filename");
    return new Media(Media.Kind.DOCUMENT, source, name, part.string("detail"), marks(part));
  }

  private Media.Source uploaded(String id) {
    return new Media.Uploaded(realm, id);
  }

  private Marks marks(Fields part) throws InvalidException {
    var extras = new ArrayList<Extra>();
    CacheHint cache = null;
    var breakpoint = part.take(BREAKPOINT);
    if (breakpoint != null && breakpoint.isObject()) {
      // Its exact words are kept beside: only newer models take them.
      extras.add(new Extra(ResponsesDialect.NAME, BREAKPOINT, breakpoint.raw(), Severity.COSMETIC));
      cache = LONG_TTL.equals(breakpoint.object().string("ttl")) ? CacheHint.LONG : CacheHint.SHORT;
    }
    var annotations = part.take(ANNOTATIONS);
    if (annotations != null) {
      extras.add(new Extra(ResponsesDialect.NAME, ANNOTATIONS, annotations.raw(), citations));
    }
    extras.addAll(part.rest(ResponsesDialect.NAME, Severity.DEGRADING));
    return new Marks(part.at(), List.of(), cache, extras);
  }
}

package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.DataUrl;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the content of the caller's messages and of tools' outputs. */
final class ContentEncoder {
  private final Losses losses;
  private final JsonOut out;

  ContentEncoder(Losses losses, JsonOut out) {
    this.losses = losses;
    this.out = out;
  }

  /** What a message of the user or an output can hold; what it cannot is told. */
  List<Part> writable(List<Part> parts) {
    var writable = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> writable.add(text);
        case Part.Refusal(var text, var marks) -> {
          losses.cosmetic(marks.at(), Loss.Action.REPLACED, "a refusal of the caller's is text");
          writable.add(new Part.Text(text, marks));
        }
        case Media medium -> {
          var fitting = fitting(medium);
          if (fitting == null) {
            lost(medium, "this dialect cannot say such media");
          } else {
            writable.add(fitting);
          }
        }
        case Part.ServerTool unknown when ItemDecoder.own(unknown) -> writable.add(unknown);
        default -> lost(part, "a message of the caller's cannot hold it here");
      }
    }
    return writable;
  }

  /** The words among these parts; what is not words is told. */
  List<Part> textOnly(List<Part> parts) {
    var words = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      if (part instanceof Part.Text text) {
        words.add(text);
      } else {
        lost(part, "instructions are text here");
      }
    }
    return words;
  }

  void lost(Part part, String why) {
    losses.semantic(part.marks().at(), Loss.Action.DROPPED, why);
  }

  /** What a part loses here of what it carries. */
  void marks(Marks marks) {
    boolean hinted = Extras.own(marks.extras(), ContentDecoder.BREAKPOINT) != null;
    losses.ofMarks(marks, ResponsesDialect.NAME, hinted);
  }

  private @Nullable Part fitting(Media medium) {
    return switch (medium.source()) {
      case Media.Plain(var text) -> {
        losses.degrading(
            medium.marks().at(), Loss.Action.REPLACED, "a document of text is text here");
        var words = medium.name() == null ? text : medium.name() + "\n\n" + text;
        yield new Part.Text(words, medium.marks());
      }
      case Media.Uploaded(var realm, var id) ->
          realm.admits(ResponsesDialect.REALM) && seen(medium) ? medium : null;
      case Media.Url url -> seen(medium) ? medium : null;
      case Media.Inline inline -> seen(medium) ? medium : null;
    };
  }

  private static boolean seen(Media medium) {
    return medium.kind() == Media.Kind.IMAGE || medium.kind() == Media.Kind.DOCUMENT;
  }

  /** Writes the field: a string where that says all. */
  void write(String field, List<Part> parts) {
    parts.forEach(part -> marks(part.marks()));
    if (parts.isEmpty()) {
      out.string(field, "");
      return;
    }
    if (parts.size() == 1
        && parts.getFirst() instanceof Part.Text(var text, var marks)
        && marks.extras().stream().noneMatch(e -> e.dialect().equals(ResponsesDialect.NAME))) {
      out.string(field, text);
      return;
    }
    out.array(field);
    parts.forEach(this::part);
    out.endArray();
  }

  private void part(Part part) {
    if (part instanceof Part.ServerTool unknown) {
      out.raw(unknown.json());
      return;
    }
    out.object();
    switch (part) {
      case Part.Text(var text, var marks) -> out.string("type", "input_text").string("text", text);
      case Media medium when medium.kind() == Media.Kind.IMAGE -> image(medium);
      case Media medium -> file(medium);
      default -> throw new IllegalStateException("parts were chosen before: " + part.getClass());
    }
    Extras.write(part.marks().extras(), Set.of(ContentDecoder.ANNOTATIONS), out);
    out.endObject();
  }

  private void image(Media medium) {
    out.string("type", "input_image");
    switch (medium.source()) {
      case Media.Inline inline -> out.string("image_url", DataUrl.of(inline));
      case Media.Url(var url, var type) -> out.string("image_url", url);
      case Media.Uploaded(var realm, var id) -> out.string("file_id", id);
      case Media.Plain plain -> throw new IllegalStateException("no image is text");
    }
    out.string("detail", medium.detail() == null ? "auto" : medium.detail());
  }

  private void file(Media medium) {
    out.string("type", "input_file");
    switch (medium.source()) {
      case Media.Inline inline -> {
        var name = medium.name();
        if (name == null) {
          losses.cosmetic(medium.marks().at(), Loss.Action.ADDED, "files have names here");
          name = named(inline);
        }
        out.string("filename", name);
        out.string("file_data", DataUrl.of(inline));
      }
      case Media.Url(var url, var type) ->
          out.string("file_url", url).optional("filename", medium.name());
      case Media.Uploaded(var realm, var id) ->
          out.string("file_id", id).optional("filename", medium.name());
      case Media.Plain plain -> throw new IllegalStateException("made text before");
    }
    out.optional("detail", medium.detail());
  }

  /** The provider goes by the ending. */
  private static String named(Media.Inline inline) {
    var type = inline.mediaType();
    return switch (type) {
      case "text/plain" -> "document.txt";
      case "text/markdown" -> "document.md";
      default -> "document." + type.substring(type.indexOf('/') + 1);
    };
  }
}

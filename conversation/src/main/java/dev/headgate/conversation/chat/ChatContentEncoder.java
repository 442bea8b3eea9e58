package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.DataUrl;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the content of a message. */
final class ChatContentEncoder {
  private static final String PDF = "application/pdf";

  private final Losses losses;
  private final JsonOut out;

  ChatContentEncoder(Losses losses, JsonOut out) {
    this.losses = losses;
    this.out = out;
  }

  /** What a message of the user can hold; what it cannot is told. */
  List<Part> writable(List<Part> parts) {
    var writable = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> writable.add(text);
        case Media medium -> {
          var fitting = fitting(medium);
          if (fitting == null) {
            lost(medium, "this dialect cannot say such media");
          } else {
            writable.add(fitting);
          }
        }
        case Part.Unknown unknown when ours(unknown) -> writable.add(unknown);
        default -> lost(part, "a message of the user cannot hold it here");
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
        lost(part, "only text has a place here");
      }
    }
    return words;
  }

  /** The text of a part that is text; what is not is told. */
  String words(Part part) {
    if (part instanceof Part.Text(var text, var marks)) {
      losses.ofMarks(marks, ChatDialect.NAME, false);
      return text;
    }
    lost(part, "only text has a place here");
    return "";
  }

  boolean ours(Part.Unknown unknown) {
    return unknown.realm().admits(ChatDialect.REALM);
  }

  void lost(Part part, String why) {
    losses.semantic(part.marks().at(), Loss.Action.DROPPED, why);
  }

  private @Nullable Part fitting(Media medium) {
    return switch (medium.source()) {
      case Media.Plain(var text) -> text(medium, text);
      case Media.Url url -> medium.kind() == Media.Kind.IMAGE ? medium : null;
      case Media.Uploaded(var realm, var id) ->
          medium.kind() == Media.Kind.DOCUMENT && realm.admits(ChatDialect.REALM) ? medium : null;
      case Media.Inline inline ->
          switch (medium.kind()) {
            case IMAGE -> medium;
            case AUDIO -> audioFormat(inline.mediaType()) == null ? null : medium;
            case DOCUMENT ->
                inline.mediaType().startsWith("text/")
                    ? text(medium, DataUrl.text(inline))
                    : inline.mediaType().equals(PDF) ? medium : null;
            case VIDEO -> null;
          };
    };
  }

  private Part text(Media medium, String text) {
    losses.degrading(medium.marks().at(), Loss.Action.REPLACED, "a document of text is text here");
    var words = medium.name() == null ? text : medium.name() + "\n\n" + text;
    return new Part.Text(words, medium.marks());
  }

  private static @Nullable String audioFormat(String mediaType) {
    return switch (mediaType) {
      case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
      case "audio/mp3", "audio/mpeg" -> "mp3";
      default -> null;
    };
  }

  /** Writes the field {@code content}: a string where that says all. */
  void write(List<Part> parts) {
    parts.forEach(part -> losses.ofMarks(part.marks(), ChatDialect.NAME, false));
    if (parts.isEmpty()) {
      out.string("content", "");
      return;
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(var text, var marks)) {
      if (ownExtras(marks).isEmpty()) {
        out.string("content", text);
        return;
      }
    }
    out.array("content");
    parts.forEach(this::part);
    out.endArray();
  }

  private static List<?> ownExtras(Marks marks) {
    return marks.extras().stream().filter(e -> e.dialect().equals(ChatDialect.NAME)).toList();
  }

  private void part(Part part) {
    if (part instanceof Part.Unknown unknown) {
      out.raw(unknown.json());
      return;
    }
    out.object();
    switch (part) {
      case Part.Text(var text, var marks) -> out.string("type", "text").string("text", text);
      case Part.Refusal(var text, var marks) ->
          out.string("type", "refusal").string("refusal", text);
      case Media medium -> medium(medium);
      default -> throw new IllegalStateException("parts were chosen before: " + part.getClass());
    }
    out.extras(ChatDialect.NAME, part.marks().extras());
    out.endObject();
  }

  private void medium(Media medium) {
    switch (medium.kind()) {
      case IMAGE -> {
        var url =
            switch (medium.source()) {
              case Media.Inline inline -> DataUrl.of(inline);
              case Media.Url(var address, var type) -> address;
              case Media.Plain plain -> throw new IllegalStateException("no image is text");
              case Media.Uploaded file -> throw new IllegalStateException("not chosen before");
            };
        out.string("type", "image_url").object("image_url").string("url", url);
        out.optional("detail", medium.detail()).endObject();
      }
      case AUDIO -> {
        if (medium.source() instanceof Media.Inline(var type, var base64)) {
          out.string("type", "input_audio").object("input_audio").string("data", base64);
          out.optional("format", audioFormat(type)).endObject();
        }
      }
      case DOCUMENT, VIDEO -> {
        out.string("type", "file").object("file");
        if (medium.source() instanceof Media.Inline inline) {
          if (medium.name() == null) {
            losses.cosmetic(medium.marks().at(), Loss.Action.ADDED, "files have names here");
          }
          out.string("filename", medium.name() == null ? "document.pdf" : medium.name());
          out.string("file_data", DataUrl.of(inline));
        } else if (medium.source() instanceof Media.Uploaded(var realm, var id)) {
          out.string("file_id", id).optional("filename", medium.name());
        }
        out.endObject();
      }
    }
  }
}

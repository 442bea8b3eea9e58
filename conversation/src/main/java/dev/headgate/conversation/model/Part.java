package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a turn. */
public sealed interface Part {
  /** What it carries besides itself. */
  Marks marks();

  /** The same part with other marks. */
  Part withMarks(Marks marks);

  /**
   * Words.
   *
   * @param text may be empty; dialects that refuse that leave it out
   */
  record Text(String text, Marks marks) implements Part {
    @Override
    public Text withMarks(Marks marks) {
      return new Text(text, marks);
    }
  }

  /**
   * A picture, a document, a sound.
   *
   * @param kind what it is
   * @param source where its bytes are
   * @param name file name or title; null when not said
   * @param detail of a picture: {@code low}, {@code high}, {@code auto}; null when not said
   */
  record Media(
      Kind kind, Source source, @Nullable String name, @Nullable String detail, Marks marks)
      implements Part {
    /** What a medium is. */
    public enum Kind {
      IMAGE,
      DOCUMENT,
      AUDIO,
      VIDEO
    }

    /** Where the bytes are. */
    public sealed interface Source {}

    /**
     * Here.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 standard alphabet, padded, without a {@code data:} head
     */
    public record Inline(String mediaType, String base64) implements Source {}

    /**
     * A document of plain text.
     *
     * @param text as it is
     */
    public record Plain(String text) implements Source {}

    /**
     * Anywhere that the provider can fetch from.
     *
     * @param url absolute
     * @param mediaType null when not said
     */
    public record Url(String url, @Nullable String mediaType) implements Source {}

    /**
     * A file that was uploaded to a provider.
     *
     * @param realm whose file it is
     * @param id as the provider gave it
     */
    public record Uploaded(Realm realm, String id) implements Source {}

    @Override
    public Media withMarks(Marks marks) {
      return new Media(kind, source, name, detail, marks);
    }
  }

  /**
   * The model asks for a tool of the caller's.
   *
   * @param id as it was read, until {@code repair} makes it canonical
   * @param name of the tool as the caller declared it
   * @param arguments a JSON object's exact text, {@code {}} for none; or what the model wrote
   *     instead of one; or any text for a freeform tool
   * @param freeform whether the arguments are text, not JSON
   */
  record ToolCall(String id, String name, String arguments, boolean freeform, Marks marks)
      implements Part {
    @Override
    public ToolCall withMarks(Marks marks) {
      return new ToolCall(id, name, arguments, freeform, marks);
    }
  }

  /**
   * What a tool of the caller's said.
   *
   * @param callId of the call that it answers
   * @param name of the tool; null when not said and not yet repaired
   * @param content Text and Media; may be empty
   * @param isError whether the tool failed
   * @param freeform whether the tool is a freeform one
   */
  record ToolResult(
      String callId,
      @Nullable String name,
      List<Part> content,
      boolean isError,
      boolean freeform,
      Marks marks)
      implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }

    @Override
    public ToolResult withMarks(Marks marks) {
      return new ToolResult(callId, name, content, isError, freeform, marks);
    }
  }

  /**
   * What the model thought. With opaque data in its marks it is replayed whole and unchanged or not
   * at all.
   *
   * @param text as far as the provider shows it; may be empty
   * @param redacted whether the provider hides it
   */
  record Reasoning(String text, boolean redacted, Marks marks) implements Part {
    @Override
    public Reasoning withMarks(Marks marks) {
      return new Reasoning(text, redacted, marks);
    }
  }

  /**
   * The model declines.
   *
   * @param text in its own words
   */
  record Refusal(String text, Marks marks) implements Part {
    @Override
    public Refusal withMarks(Marks marks) {
      return new Refusal(text, marks);
    }
  }

  /**
   * A call of a tool that the provider runs itself, or that call's result.
   *
   * @param realm who ran it
   * @param type the dialect's word, such as {@code web_search_tool_result}
   * @param json the whole part's exact text
   */
  record ServerTool(Realm realm, String type, String json, Marks marks) implements Part {
    @Override
    public ServerTool withMarks(Marks marks) {
      return new ServerTool(realm, type, json, marks);
    }
  }

  /**
   * A part that this version does not know.
   *
   * @param realm who knows it
   * @param type the dialect's word
   * @param json the whole part's exact text
   */
  record Unknown(Realm realm, String type, String json, Marks marks) implements Part {
    @Override
    public Unknown withMarks(Marks marks) {
      return new Unknown(realm, type, json, marks);
    }
  }
}

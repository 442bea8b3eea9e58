package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the model said as items of a request. Ids of messages and calls are left out: the
 * provider would look for them in its store. A reasoning item keeps its own, to which its
 * encryption is bound; where the conversation is stored, the provider demands the item that once
 * followed it by its id, so that one keeps its own, too.
 */
final class SaidEncoder {
  private final Target target;
  private final ToolNames names;
  private final Losses losses;
  private final ContentEncoder content;
  private final JsonOut out;
  private boolean stored;

  SaidEncoder(Target target, ToolNames names, Losses losses, ContentEncoder content, JsonOut out) {
    this.target = target;
    this.names = names;
    this.losses = losses;
    this.content = content;
    this.out = out;
  }

  /** Says whether the provider keeps this conversation, and so looks for ids in its store. */
  void stored(boolean stored) {
    this.stored = stored;
  }

  void write(List<Part> parts) {
    int lastItem = lastItem(parts);
    String about = null;
    boolean needed = false;
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var begins = Extras.own(part.marks().extras(), ItemDecoder.MESSAGE);
      about = begins != null || !ItemDecoder.words(part) ? begins : about;
      switch (part) {
        case Part.Text(var text, var marks) ->
            message(part, text, about, needed ? id(parts, i) : null);
        case Part.Refusal(var text, var marks) -> {
          losses.cosmetic(marks.at(), Loss.Action.REPLACED, "an earlier refusal is text here");
          message(part, text, about, null);
        }
        case Part.ToolCall call -> call(call, needed ? id(parts, i) : null);
        case Part.Reasoning reasoning -> {
          boolean named = !stored || (i < lastItem && named(parts, i + 1));
          boolean written = reasoning(reasoning, i < lastItem, named);
          needed = written && stored;
          continue;
        }
        case Part.ServerTool tool -> own(tool);
        case Part.Unknown unknown -> own(unknown);
        case Part.Media medium -> content.lost(medium, "the model's own media cannot be sent back");
        case Part.ToolResult result -> content.lost(result, "results follow their calls");
      }
      needed = false;
    }
  }

  /** A call is known by its own id as by the item's. */
  private static boolean named(List<Part> parts, int at) {
    var part = parts.get(at);
    return part instanceof Part.ToolCall || ItemDecoder.own(part) || id(parts, at) != null;
  }

  /** The provider's id of a call or of a message that is one part alone; null where none is. */
  private static @Nullable String id(List<Part> parts, int at) {
    var part = parts.get(at);
    var extras = part.marks().extras();
    if (part instanceof Part.ToolCall) {
      return word(Extras.own(extras, ItemDecoder.ID));
    }
    var about = part instanceof Part.Text ? Extras.own(extras, ItemDecoder.MESSAGE) : null;
    boolean more =
        at + 1 < parts.size()
            && ItemDecoder.words(parts.get(at + 1))
            && Extras.own(parts.get(at + 1).marks().extras(), ItemDecoder.MESSAGE) == null;
    if (about == null || more) {
      return null;
    }
    var id = fields(about).take(ItemDecoder.ID);
    return id == null ? null : word(id.raw());
  }

  private static @Nullable String word(@Nullable String json) {
    try {
      return json == null ? null : Json.parse(json).string();
    } catch (InvalidException e) {
      return null;
    }
  }

  /** The last part that can follow reasoning. */
  private static int lastItem(List<Part> parts) {
    int last = -1;
    for (int i = 0; i < parts.size(); i++) {
      boolean item =
          switch (parts.get(i)) {
            case Part.Text text -> true;
            case Part.Refusal refusal -> true;
            case Part.ToolCall call -> true;
            default -> ItemDecoder.own(parts.get(i));
          };
      last = item ? i : last;
    }
    return last;
  }

  private void own(Part part) {
    if (ItemDecoder.own(part)) {
      out.raw(ItemDecoder.json(part));
    } else {
      content.lost(part, "only the other provider knows this");
    }
  }

  /**
   * Each text is a message of its own: content of several parts is taken with an id only, and an id
   * is looked for in the store.
   *
   * @param about the message's own fields; null when there are none
   * @param id that the provider looks for; null where it need not
   */
  private void message(Part part, String text, @Nullable String about, @Nullable String id) {
    var marks = part.marks();
    content.marks(marks);
    out.object().string("type", "message").string("role", "assistant");
    if (id == null) {
      out.string("content", text);
    } else {
      out.string("id", id).string("status", "completed").array("content");
      out.object().string("type", "output_text").string("text", text);
      out.array("annotations").endArray().endObject().endArray();
    }
    if (about != null) {
      var fields = fields(about);
      if (fields.take(ItemDecoder.ID) != null && id == null) {
        noId(part);
      }
      out.extras(ResponsesDialect.NAME, fields.rest(ResponsesDialect.NAME, Severity.COSMETIC));
    }
    for (var extra : marks.extras()) {
      if (extra.dialect().equals(ResponsesDialect.NAME)
          && !extra.name().equals(ItemDecoder.MESSAGE)) {
        // Citations mostly: they are for the reader of an answer.
        losses.cosmetic(
            marks.at().field(extra.name()), Loss.Action.DROPPED, "no request needs it again");
      }
    }
    out.endObject();
  }

  static Fields fields(String json) {
    try {
      return Json.parse(json).object();
    } catch (InvalidException e) {
      throw new IllegalArgumentException("an extra is one JSON value", e);
    }
  }

  private void call(Part.ToolCall call, @Nullable String id) {
    losses.ofMarks(call.marks(), ResponsesDialect.NAME, false);
    out.object().string("type", call.freeform() ? "custom_tool_call" : "function_call");
    out.string("call_id", call.id());
    boolean grouped = Namespaces.said(call.marks().extras());
    var name = grouped ? Namespaces.bare(call.name()) : call.name();
    out.string("name", names.told(name, call.marks().at(), losses));
    out.string(call.freeform() ? "input" : "arguments", call.arguments());
    if (id != null) {
      out.string("id", id);
    } else if (Extras.own(call.marks().extras(), ItemDecoder.ID) != null) {
      noId(call);
    }
    Extras.write(call.marks().extras(), Set.of(ItemDecoder.ID), out);
    out.endObject();
  }

  private void noId(Part part) {
    losses.cosmetic(
        part.marks().at(), Loss.Action.DROPPED, "an id is looked for in the provider's store");
  }

  /**
   * @param followed whether an item follows in this turn: the provider refuses reasoning that led
   *     to nothing
   * @param named whether what follows has the id that the provider looks for, or it looks for none
   * @return whether it was written, so that what follows must be known by its id
   */
  private boolean reasoning(Part.Reasoning reasoning, boolean followed, boolean named) {
    var marks = reasoning.marks();
    var encrypted = marks.opaque(ResponsesDialect.ENCRYPTED);
    boolean asText = target.has(Quirk.REASONING_CONTENT) && !reasoning.text().isEmpty();
    if (encrypted == null && !asText) {
      losses.degrading(
          marks.at(), Loss.Action.DROPPED, "reasoning that this provider has not encrypted");
      return false;
    }
    if (!followed || (encrypted != null && !named)) {
      losses.degrading(
          marks.at(), Loss.Action.DROPPED, "reasoning without the item that it led to");
      return false;
    }
    losses.ofMarks(marks, ResponsesDialect.NAME, false);
    out.object().string("type", "reasoning");
    if (encrypted == null) {
      out.array("summary").endArray();
      texts("content", "reasoning_text", reasoning.text());
      out.endObject();
      return false;
    }
    var id = marks.opaque(ResponsesDialect.REASONING_ID);
    out.optional("id", id == null ? null : id.text());
    exact(reasoning, Extras.own(marks.extras(), "summary"));
    out.string("encrypted_content", encrypted.text());
    Extras.write(marks.extras(), Set.of("summary"), out);
    out.endObject();
    return true;
  }

  private void exact(Part.Reasoning reasoning, @Nullable String summary) {
    boolean elsewhere = Extras.own(reasoning.marks().extras(), "content") != null;
    if (summary != null) {
      out.raw("summary", summary);
    } else if (elsewhere || reasoning.text().isEmpty()) {
      out.array("summary").endArray();
    } else {
      texts("summary", "summary_text", reasoning.text());
    }
  }

  private void texts(String field, String type, String text) {
    out.array(field).object().string("type", type).string("text", text).endObject().endArray();
  }
}

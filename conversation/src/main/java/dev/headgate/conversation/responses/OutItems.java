package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of one answer: which part is where. */
final class OutItems {
  private final List<OutItem> items = new ArrayList<>();
  private String responseId = "";

  /** Made ids depend on it, so that no two answers have the same. */
  void responseId(String id) {
    responseId = id;
  }

  /** The message to which more content belongs; null when the last item is none. */
  @Nullable OutItem openMessage() {
    var last = items.isEmpty() ? null : items.getLast();
    return last != null && last.message() && !last.done ? last : null;
  }

  /** Whether this part of a message is content of one of its own. */
  static boolean begins(Part part) {
    return Extras.own(part.marks().extras(), ItemDecoder.MESSAGE) != null;
  }

  OutItem add(Part head) {
    int index = items.size();
    var item = new OutItem(id(head, index), index, head);
    items.add(item);
    return item;
  }

  /** The provider's own id where it is known; else one that begins as the provider wants it. */
  private String id(Part head, int index) {
    return switch (head) {
      case Part.ToolCall call ->
          given(
              Extras.own(call.marks().extras(), ItemDecoder.ID),
              call.freeform() ? "ctc_" : "fc_",
              index);
      case Part.Reasoning reasoning -> {
        var id = ReasoningSlot.forCaller(reasoning.marks().opaque()).id();
        yield id == null ? made("rs_", index) : id;
      }
      default -> {
        var about = Extras.own(head.marks().extras(), ItemDecoder.MESSAGE);
        var id = about == null ? null : SaidEncoder.fields(about).peek(ItemDecoder.ID);
        yield given(id == null ? null : id.raw(), "msg_", index);
      }
    };
  }

  private String given(@Nullable String json, String prefix, int index) {
    try {
      if (json != null) {
        return Json.parse(json).string();
      }
    } catch (InvalidException e) {
      // No string: made instead.
    }
    return made(prefix, index);
  }

  private String made(String prefix, int index) {
    var digest = CallIds.made(responseId, index);
    return prefix + digest.substring(digest.indexOf('_') + 1);
  }

  /** The field {@code output}. */
  void write(String status, JsonOut out) {
    out.array("output");
    for (var item : items) {
      item.write(item.done ? "completed" : status, true, out);
    }
    out.endArray();
  }
}

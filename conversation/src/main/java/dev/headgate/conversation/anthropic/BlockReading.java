package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.json.Halves;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One block of a stream while it is open. */
final class BlockReading {
  /** What its deltas are. */
  enum Kind {
    /** Text, reasoning, arguments: told as they come. */
    TOLD,
    /** Arguments that wrap a text: told at the end. */
    WRAPPED,
    /** What only the provider knows, such as a call of its own tool: told at the end, whole. */
    WHOLE,
    /** Nothing but itself. */
    ALREADY_TOLD
  }

  private final Kind kind;
  private final int part;
  private final Marks head;
  private final Halves halves = new Halves();
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder signature = new StringBuilder();
  private final StringBuilder citations = new StringBuilder();
  private final Map<String, String> late = new LinkedHashMap<>();
  private int lateSize;

  /** The block's own text, where it is told whole. */
  private final String start;

  BlockReading(Kind kind, int part, Marks head, String start) {
    this.kind = kind;
    this.part = part;
    this.head = head;
    this.start = start;
  }

  Kind kind() {
    return kind;
  }

  int part() {
    return part;
  }

  String start() {
    return start;
  }

  Halves halves() {
    return halves;
  }

  StringBuilder held() {
    return held;
  }

  void sign(String more) {
    signature.append(more);
  }

  void cite(String citation) {
    citations.append(citations.isEmpty() ? '[' : ',').append(citation);
  }

  /** Fields that come after the block's start, as exact JSON; the last one of a name counts. */
  void late(Map<String, String> fields) {
    late.putAll(fields);
    fields.values().forEach(json -> lateSize += json.length());
  }

  Map<String, String> late() {
    return late;
  }

  int size() {
    return held.length() + signature.length() + citations.length() + lateSize;
  }

  /** What came with the block, early or late. */
  Marks marks(BlockDecoder decoder) {
    var marks = head;
    if (!signature.isEmpty()) {
      List<Opaque> data =
          decoder.opaque(AnthropicDialect.SIGNATURE, JsonText.whole(signature.toString()));
      marks = marks.withOpaque(data);
    }
    if (!citations.isEmpty()) {
      marks =
          marks.withExtras(
              List.of(
                  new Extra(
                      AnthropicDialect.NAME, "citations", citations + "]", Severity.DEGRADING)));
    }
    return marks;
  }
}

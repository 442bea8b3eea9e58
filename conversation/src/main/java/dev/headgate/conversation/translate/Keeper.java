package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks on as an answer goes by and gathers what must be kept for its calls. Only the first choice
 * of several can be gone on with by id, so only that is looked at. Not thread-safe.
 */
public final class Keeper implements Consumer<StreamEvent> {
  /** Characters of reasoning that are gathered; more is not kept, and a later target is told. */
  private static final int MAX_TEXT = 2 << 20;

  private final Inbound dialect;
  private final Reply reply;
  private final Map<Integer, Part> open = new HashMap<>();
  private final Map<Integer, StringBuilder> texts = new HashMap<>();
  private final List<Part.Reasoning> before = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  /** Reasoning that stood before a call which is still open. */
  private final Map<Integer, List<Part.Reasoning>> beforeCalls = new HashMap<>();

  private int length;

  /** For answers that are told in this dialect. */
  public Keeper(Inbound dialect, Reply reply) {
    this.dialect = dialect;
    this.reply = reply;
  }

  /** What is to be kept of a whole answer. */
  public static List<Kept> of(Answer answer, Inbound dialect, Reply reply) {
    var keeper = new Keeper(dialect, reply);
    Playback.play(answer, keeper);
    return keeper.kept();
  }

  /** What is to be kept of what has gone by. */
  public List<Kept> kept() {
    return List.copyOf(kept);
  }

  @Override
  public void accept(StreamEvent event) {
    switch (event) {
      case StreamEvent.PartOpen(var choice, var part, var head) when choice == 0 ->
          open(part, head);
      case StreamEvent.Delta(var choice, var part, var text, var logProbs) -> {
        var gathered = texts.get(part);
        if (gathered != null && (length += text.length()) <= MAX_TEXT) {
          gathered.append(text);
        }
      }
      case StreamEvent.PartClose(var choice, var part, var marks) -> {
        var head = open.remove(part);
        if (head != null) {
          close(part, head.withMarks(marks.opaque().isEmpty() ? head.marks() : marks));
        }
      }
      default -> {}
    }
  }

  private void open(int part, Part head) {
    if (head instanceof Part.Reasoning reasoning) {
      open.put(part, head);
      texts.put(part, new StringBuilder(reasoning.text()));
    } else if (head instanceof Part.ToolCall) {
      open.put(part, head);
      beforeCalls.put(part, List.copyOf(before));
      before.clear();
    }
  }

  private void close(int part, Part whole) {
    if (whole instanceof Part.Reasoning reasoning) {
      var text = texts.remove(part);
      if (!reasoning.marks().opaque().isEmpty()
          && !dialect.carriesOpaque(reasoning, reply)
          && length <= MAX_TEXT
          && text != null) {
        before.add(
            new Part.Reasoning(
                text.toString(),
                reasoning.redacted(),
                Marks.NONE.withOpaque(reasoning.marks().opaque())));
      }
    } else if (whole instanceof Part.ToolCall call) {
      var thoughts = beforeCalls.remove(part);
      List<Opaque> onCall = dialect.carriesOpaque(call, reply) ? List.of() : call.marks().opaque();
      if (thoughts != null && (!thoughts.isEmpty() || !onCall.isEmpty())) {
        kept.add(new Kept(call.id(), thoughts, onCall));
      }
    }
  }
}

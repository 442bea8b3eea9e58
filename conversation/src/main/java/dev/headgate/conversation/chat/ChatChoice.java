package dev.headgate.conversation.chat;

import dev.headgate.conversation.json.Halves;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One choice of a stream: which of its parts are open. */
final class ChatChoice {
  private static final int MAX_CALLS = 1024;
  private static final int MAX_HELD = 1 << 20;

  private enum Words {
    NONE,
    TEXT,
    REASONING,
    REFUSAL
  }

  /** A call, which stays open to the end: its pieces may come between those of others. */
  private static final class Call {
    private final Halves halves = new Halves();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder held = new StringBuilder();
    private String id = "";
    private boolean freeform;
    private int part = -1;
  }

  private final int index;
  private final ChatParts parts;
  private final List<Call> calls = new ArrayList<>(1);

  /** From the server's number of a call to its place here, where the server uses one twice. */
  private final List<Integer> places = new ArrayList<>(1);

  private Words words = Words.NONE;
  private Halves halves = new Halves();
  private int open = -1;
  private boolean refused;
  private @Nullable String finish;

  ChatChoice(int index, ChatParts parts) {
    this.index = index;
    this.parts = parts;
  }

  /** What a chunk says of this choice; null or why it cannot be. */
  @Nullable Failure take(ChatChunk said) {
    if (said.reasoning != null && !said.reasoning.isEmpty()) {
      words(Words.REASONING, said.reasoning, List.of());
    }
    if (said.refusal != null && !said.refusal.isEmpty()) {
      refused = true;
      words(Words.REFUSAL, said.refusal, said.logProbs);
    } else if (said.content != null && (!said.content.isEmpty() || !said.logProbs.isEmpty())) {
      words(Words.TEXT, said.content, said.logProbs);
    }
    for (var piece : said.calls) {
      var failure = call(piece);
      if (failure != null) {
        return failure;
      }
    }
    if (said.finish != null) {
      finish = said.finish;
    }
    return null;
  }

  private void words(Words kind, String text, List<TokenLogProb> logProbs) {
    if (words != kind) {
      closeWords();
      words = kind;
      open =
          parts.open(
              index,
              switch (kind) {
                case REASONING -> new Part.Reasoning("", false, Marks.NONE);
                case REFUSAL -> new Part.Refusal("", Marks.NONE);
                case TEXT, NONE -> new Part.Text("", Marks.NONE);
              });
    }
    parts.delta(index, open, halves.next(text), logProbs);
  }

  private void closeWords() {
    if (open >= 0) {
      parts.delta(index, open, halves.rest(), List.of());
      parts.close(index, open);
      open = -1;
      words = Words.NONE;
      halves = new Halves();
    }
  }

  private @Nullable Failure call(ChatChunk.CallPiece piece) {
    closeWords();
    var call = find(piece);
    if (call == null) {
      return Failure.of(Failure.Kind.GARBLED, "the provider counts its calls strangely");
    }
    call.freeform |= piece.freeform;
    if (call.part < 0) {
      if (piece.id != null && call.id.isEmpty()) {
        call.id = piece.id;
      }
      if (piece.name != null) {
        call.name.append(piece.name);
      }
      if (!call.name.isEmpty()) {
        open(call);
      }
    }
    if (piece.text != null) {
      if (call.part >= 0) {
        parts.delta(index, call.part, call.halves.next(piece.text), List.of());
      } else if (call.held.append(piece.text).length() > MAX_HELD) {
        return Failure.of(Failure.Kind.GARBLED, "the provider sent arguments before a name");
      }
    }
    return null;
  }

  private @Nullable Call find(ChatChunk.CallPiece piece) {
    boolean fresh = piece.id != null && !piece.id.isEmpty();
    int number = piece.index;
    if (number < 0) {
      // Without a number a new id begins a new call.
      number = fresh && !known(piece.id) ? places.size() : Math.max(0, places.size() - 1);
    }
    if (number > places.size() || number >= MAX_CALLS || calls.size() >= MAX_CALLS) {
      return null;
    }
    if (number == places.size()) {
      places.add(calls.size());
      calls.add(new Call());
    } else if (fresh) {
      var call = calls.get(places.get(number));
      if (!call.id.isEmpty() && !call.id.equals(piece.id)) {
        // Some servers number every call 0.
        places.set(number, calls.size());
        calls.add(new Call());
      }
    }
    return calls.get(places.get(number));
  }

  private boolean known(@Nullable String id) {
    return calls.stream().anyMatch(call -> call.id.equals(id));
  }

  private void open(Call call) {
    call.part =
        parts.open(
            index,
            new Part.ToolCall(
                parts.callId(call.id),
                parts.context().wayBack().callersName(JsonText.whole(call.name.toString())),
                "",
                call.freeform,
                Marks.NONE));
    parts.delta(index, call.part, call.halves.next(call.held.toString()), List.of());
    call.held.setLength(0);
  }

  /** Whether the model has said why it ended. */
  boolean finished() {
    return finish != null;
  }

  /** Closes what is open; null or why it cannot be. */
  @Nullable Failure close() {
    closeWords();
    for (var call : calls) {
      if (call.part < 0) {
        return Failure.of(Failure.Kind.MALFORMED_CALL, "the model called a tool without a name");
      }
      parts.delta(index, call.part, call.halves.rest(), List.of());
      parts.close(index, call.part);
    }
    return null;
  }

  Stop stop() {
    return ChatStops.read(finish, !calls.isEmpty(), refused);
  }
}

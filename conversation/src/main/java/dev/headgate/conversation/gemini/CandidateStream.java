package dev.headgate.conversation.gemini;

import dev.headgate.conversation.json.Halves;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One candidate of a stream: which of its parts is open. */
final class CandidateStream {
  private final int index;
  private final PartEvents parts;
  private final PartDecoder decoder;
  private final AnswerCalls calls;
  private final Realm signer;
  private Halves halves = new Halves();
  private int open = -1;
  private boolean thinking;
  private boolean said;
  private boolean calling;
  private @Nullable String finish;

  CandidateStream(int index, PartEvents parts, AnswerCalls calls, Realm signer) {
    this.index = index;
    this.parts = parts;
    this.decoder = new PartDecoder(signer);
    this.calls = calls;
    this.signer = signer;
  }

  /** What a chunk says of this candidate; null or why it cannot be. */
  @Nullable Failure take(Chunk.Candidate chunk) throws InvalidException {
    var logProbs =
        chunk.logProbs == null
            ? List.<TokenLogProb>of()
            : GeminiLogProbs.read(Message.of(Json.parse(chunk.logProbs)));
    for (var piece : chunk.pieces) {
      if (piece.raw() != null) {
        whole(decoder.part(Json.parse(piece.raw())));
      } else {
        words(piece, logProbs);
        if (!piece.thought()) {
          logProbs = List.of();
        }
      }
    }
    if (!logProbs.isEmpty()) {
      words(new Chunk.Piece("", false, null, null), logProbs);
    }
    if (chunk.finish != null) {
      finish = chunk.finish;
    }
    return GeminiStops.failure(chunk.finish, chunk.finishMessage);
  }

  /** A part with a signature stays alone, as Google wants it back. */
  private void words(Chunk.Piece piece, List<TokenLogProb> chosen) {
    boolean signed = piece.signature() != null && !piece.signature().isEmpty();
    var logProbs = piece.thought() ? List.<TokenLogProb>of() : chosen;
    if (piece.text().isEmpty() && !signed && logProbs.isEmpty()) {
      return;
    }
    if (open >= 0 && (thinking != piece.thought() || (signed && said))) {
      close(Marks.NONE);
    }
    if (open < 0) {
      thinking = piece.thought();
      said = false;
      halves = new Halves();
      open =
          parts.open(
              index,
              thinking ? new Part.Reasoning("", false, Marks.NONE) : new Part.Text("", Marks.NONE));
    }
    said = true;
    parts.delta(index, open, halves.next(piece.text()), logProbs);
    if (signed) {
      close(Marks.NONE.withOpaque(Signatures.read(piece.signature(), signer)));
    }
  }

  private void whole(Part part) {
    close(Marks.NONE);
    if (part instanceof Part.ToolCall call) {
      calling = true;
      var named = calls.named(call);
      var head = new Part.ToolCall(named.id(), named.name(), "", named.freeform(), named.marks());
      int number = parts.open(index, head);
      parts.delta(index, number, named.arguments(), List.of());
      parts.close(index, number, named.marks());
    } else if (part instanceof Part.Text(var text, var marks)) {
      int number = parts.open(index, new Part.Text("", marks));
      parts.delta(index, number, text, List.of());
      parts.close(index, number, marks);
    } else if (part instanceof Part.Reasoning(var text, var redacted, var marks)) {
      int number = parts.open(index, new Part.Reasoning("", redacted, marks));
      parts.delta(index, number, text, List.of());
      parts.close(index, number, marks);
    } else {
      parts.close(index, parts.open(index, part), part.marks());
    }
  }

  private void close(Marks marks) {
    if (open >= 0) {
      parts.delta(index, open, halves.rest(), List.of());
      parts.close(index, open, marks);
      open = -1;
    }
  }

  /** Closes what is open. */
  void close() {
    close(Marks.NONE);
  }

  boolean finished() {
    return finish != null;
  }

  Stop stop() {
    return GeminiStops.read(finish, calling);
  }
}

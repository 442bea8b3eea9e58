package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.TokenLogProb;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a stream into a whole answer, for a caller who wants one of a provider that is asked to
 * stream. Not thread-safe.
 */
public final class Assembly implements Consumer<StreamEvent> {
  /** A part as far as it has come. */
  private static final class Piece {
    private final int choice;
    private final StringBuilder text = new StringBuilder();
    private Part head;

    Piece(int choice, Part head) {
      this.choice = choice;
      this.head = head;
    }
  }

  private final int maxCharacters;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<List<TokenLogProb>> logProbs = new ArrayList<>();
  private StreamEvent.Start start = new StreamEvent.Start("", "", 0, new Realm("", "", ""));
  private @Nullable Usage usage;
  private @Nullable Answered<Answer> result;
  private int length;

  /**
   * @param maxCharacters of the answer; a longer one fails
   */
  public Assembly(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /** The answer or the failure; null before the stream's end. */
  public @Nullable Answered<Answer> result() {
    return result;
  }

  @Override
  public void accept(StreamEvent event) {
    if (result != null) {
      return;
    }
    switch (event) {
      case StreamEvent.Start said -> start = said;
      case StreamEvent.PartOpen(var choice, var part, var head) ->
          pieces.add(new Piece(choice, head));
      case StreamEvent.Delta delta -> delta(delta);
      case StreamEvent.PartClose(var choice, var part, var marks) -> {
        var piece = pieces.get(part);
        piece.head = piece.head.withMarks(marks);
      }
      case StreamEvent.Used(var snapshot) -> usage = snapshot;
      case StreamEvent.Finish(var stops) -> result = finish(stops);
      case StreamEvent.Failed(var failure) -> result = new Answered.Failed<>(failure, usage);
      case StreamEvent.KeepAlive() -> {}
    }
  }

  private void delta(StreamEvent.Delta delta) {
    length += delta.text().length();
    if (length > maxCharacters) {
      result =
          new Answered.Failed<>(
              Failure.of(
                  Failure.Kind.TOO_LARGE,
                  "the answer is longer than " + maxCharacters + " characters"),
              usage);
      return;
    }
    pieces.get(delta.part()).text.append(delta.text());
    while (logProbs.size() <= delta.choice()) {
      logProbs.add(new ArrayList<>());
    }
    logProbs.get(delta.choice()).addAll(delta.logProbs());
  }

  private Answered<Answer> finish(List<Stop> stops) {
    var choices = new ArrayList<Choice>();
    for (int i = 0; i < stops.size(); i++) {
      var parts = new ArrayList<Part>();
      for (var piece : pieces) {
        if (piece.choice == i) {
          parts.add(whole(piece));
        }
      }
      choices.add(
          new Choice(i, parts, stops.get(i), i < logProbs.size() ? logProbs.get(i) : List.of()));
    }
    return new Answered.Read<>(
        new Answer(
            start.id(),
            start.model(),
            start.createdSeconds(),
            start.origin(),
            choices,
            usage,
            List.of()),
        List.of());
  }

  private static Part whole(Piece piece) {
    var text = piece.text.toString();
    return switch (piece.head) {
      case Part.Text(var none, var marks) -> new Part.Text(text, marks);
      case Part.Refusal(var none, var marks) -> new Part.Refusal(text, marks);
      case Part.Reasoning(var none, var redacted, var marks) ->
          new Part.Reasoning(text, redacted, marks);
      case Part.ToolCall call ->
          new Part.ToolCall(
              call.id(),
              call.name(),
              text.isBlank() && !call.freeform() ? "{}" : text,
              call.freeform(),
              call.marks());
      default -> piece.head;
    };
  }
}

package dev.headgate.conversation.translate;

import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells a whole answer as a stream, for a caller who wants one of a provider that gave none. */
public final class Playback {
  private Playback() {}

  /** Tells all of it, one delta for each part. */
  public static void play(Answer answer, Consumer<? super StreamEvent> events) {
    events.accept(
        new StreamEvent.Start(
            answer.id(), answer.model(), answer.createdSeconds(), answer.origin()));
    int part = 0;
    var stops = new ArrayList<Stop>();
    for (var choice : answer.choices()) {
      part = parts(choice, part, events);
      stops.add(choice.stop());
    }
    if (answer.usage() != null) {
      events.accept(new StreamEvent.Used(answer.usage()));
    }
    events.accept(new StreamEvent.Finish(stops));
  }

  private static int parts(Choice choice, int from, Consumer<? super StreamEvent> events) {
    int part = from;
    boolean told = choice.logProbs().isEmpty();
    for (var whole : choice.parts()) {
      events.accept(new StreamEvent.PartOpen(choice.index(), part, head(whole)));
      var text = text(whole);
      if (!text.isEmpty()) {
        boolean now = !told && (whole instanceof Part.Text || whole instanceof Part.Refusal);
        told |= now;
        events.accept(
            new StreamEvent.Delta(choice.index(), part, text, now ? choice.logProbs() : List.of()));
      }
      events.accept(new StreamEvent.PartClose(choice.index(), part, whole.marks()));
      part++;
    }
    return part;
  }

  private static Part head(Part whole) {
    return switch (whole) {
      case Part.Text(var text, var marks) -> new Part.Text("", marks);
      case Part.Refusal(var text, var marks) -> new Part.Refusal("", marks);
      case Part.Reasoning(var text, var redacted, var marks) ->
          new Part.Reasoning("", redacted, marks);
      case Part.ToolCall call ->
          new Part.ToolCall(call.id(), call.name(), "", call.freeform(), call.marks());
      default -> whole;
    };
  }

  private static String text(Part whole) {
    return switch (whole) {
      case Part.Text(var text, var marks) -> text;
      case Part.Refusal(var text, var marks) -> text;
      case Part.Reasoning(var text, var redacted, var marks) -> text;
      case Part.ToolCall call -> call.arguments();
      default -> "";
    };
  }
}

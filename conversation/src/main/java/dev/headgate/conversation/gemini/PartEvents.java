package dev.headgate.conversation.gemini;

import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.List;
import java.util.function.Consumer;

/** Numbers the parts of a stream over all its candidates, and tells of them. */
final class PartEvents {
  private Consumer<? super StreamEvent> events = event -> {};
  private int next;

  void to(Consumer<? super StreamEvent> events) {
    this.events = events;
  }

  int open(int choice, Part head) {
    events.accept(new StreamEvent.PartOpen(choice, next, head));
    return next++;
  }

  void delta(int choice, int part, String text, List<TokenLogProb> logProbs) {
    if (!text.isEmpty() || !logProbs.isEmpty()) {
      events.accept(new StreamEvent.Delta(choice, part, text, logProbs));
    }
  }

  void close(int choice, int part, Marks marks) {
    events.accept(new StreamEvent.PartClose(choice, part, marks));
  }
}

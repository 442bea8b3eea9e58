package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.AnswerIds;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.List;
import java.util.function.Consumer;

/** Numbers the parts of a stream over all its choices, and tells of them. */
final class ChatParts {
  private final AnswerContext context;
  private final AnswerIds ids;
  private Consumer<? super StreamEvent> events = event -> {};
  private int next;

  ChatParts(AnswerContext context) {
    this.context = context;
    this.ids = new AnswerIds(context.uniqueId());
  }

  void to(Consumer<? super StreamEvent> events) {
    this.events = events;
  }

  AnswerContext context() {
    return context;
  }

  /** The id of the next call, as every dialect takes it. */
  String callId(String given) {
    return ids.next(given);
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

  void close(int choice, int part) {
    events.accept(new StreamEvent.PartClose(choice, part, Marks.NONE));
  }
}

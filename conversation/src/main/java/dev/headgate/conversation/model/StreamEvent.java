package dev.headgate.conversation.model;

import java.util.List;

/**
 * An answer as it comes. First {@link Start}; then parts, each opened, told in deltas and closed,
 * several of them open at once or not; usage whenever it is known; at last exactly one of {@link
 * Finish} and {@link Failed}.
 */
public sealed interface StreamEvent {

  /**
   * The provider has begun to answer.
   *
   * @param id empty when it gave none
   * @param model as the provider says it; empty when it does not
   * @param createdSeconds since 1970; 0 when not said
   * @param origin who answers
   */
  record Start(String id, String model, long createdSeconds, Realm origin) implements StreamEvent {}

  /**
   * A part begins.
   *
   * @param choice which answer, from 0
   * @param part its number in the stream, from 0, over all answers, in the order of opening
   * @param head what is known at once: a Text, Reasoning or Refusal that is empty, a ToolCall with
   *     id and name and empty arguments; other parts are whole here and get no delta
   */
  record PartOpen(int choice, int part, Part head) implements StreamEvent {}

  /**
   * More of an open part.
   *
   * @param choice which answer
   * @param part its number
   * @param text more of the text, or more of a call's arguments; may be empty
   * @param logProbs of these tokens; empty when not asked for
   */
  record Delta(int choice, int part, String text, List<TokenLogProb> logProbs)
      implements StreamEvent {
    public Delta {
      logProbs = List.copyOf(logProbs);
    }

    /** Text alone. */
    public Delta(int choice, int part, String text) {
      this(choice, part, text, List.of());
    }
  }

  /**
   * A part ends.
   *
   * @param choice which answer
   * @param part its number
   * @param marks what came with it, also what came late, such as a signature; replaces the head's
   */
  record PartClose(int choice, int part, Marks marks) implements StreamEvent {}

  /**
   * Tokens used so far.
   *
   * @param usage a snapshot: it replaces the one before
   */
  record Used(Usage usage) implements StreamEvent {}

  /**
   * The provider's own terminal event has come: the answer is whole. All parts are closed, the
   * usage is told.
   *
   * @param stops by choice, from 0
   */
  record Finish(List<Stop> stops) implements StreamEvent {
    public Finish {
      stops = List.copyOf(stops);
    }
  }

  /**
   * The answer will never be whole. Parts may be open.
   *
   * @param failure what happened
   */
  record Failed(Failure failure) implements StreamEvent {}

  /** Nothing new, but alive. */
  record KeepAlive() implements StreamEvent {}
}

package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import java.util.List;

/**
 * Thoughts at the end of a turn, which nothing follows: an answer that was cut while it thought, or
 * a history that lost the call. Claude refuses them ("The final block in an assistant message
 * cannot be `thinking`").
 */
public final class Afterthoughts {
  private Afterthoughts() {}

  /** Takes them out of an assistant's turn, and tells so. */
  public static void leaveOut(List<Part> parts, Losses losses) {
    while (!parts.isEmpty() && parts.getLast() instanceof Part.Reasoning thought) {
      losses.degrading(
          thought.marks().at(),
          Loss.Action.DROPPED,
          "thinking that nothing follows is refused here");
      parts.removeLast();
    }
  }
}

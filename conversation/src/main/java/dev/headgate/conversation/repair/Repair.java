package dev.headgate.conversation.repair;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Conversation;

/** The repair of a conversation before it is written in another dialect. */
public final class Repair {
  private Repair() {}

  /** The same conversation, whole; what was changed is told. */
  public static Conversation of(Conversation conversation, Losses losses) {
    return conversation.withTurns(new Pairing(losses).pair(conversation.turns()));
  }
}

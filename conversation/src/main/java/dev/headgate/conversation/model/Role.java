package dev.headgate.conversation.model;

/** Who speaks. */
public enum Role {
  /** Instructions. They may stand anywhere; a dialect moves them where it wants them. */
  SYSTEM,
  /** Instructions by OpenAI's newer name; the same to every other dialect. */
  DEVELOPER,
  /** The caller. */
  USER,
  /** The model. */
  ASSISTANT,
  /**
   * The caller's tools: results only. Dialects without this role put them before the user's words.
   */
  TOOL
}

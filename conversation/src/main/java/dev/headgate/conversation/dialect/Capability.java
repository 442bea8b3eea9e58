package dev.headgate.conversation.dialect;

/** What a model can do. */
public enum Capability {
  TOOLS,
  PARALLEL_TOOLS,
  VISION,
  AUDIO,
  DOCUMENTS,
  JSON_SCHEMA,
  REASONING,
  LOG_PROBS
}

package dev.headgate.conversation.model;

/**
 * What every dialect calls by a name of its own, so that a loss can be told in the caller's words.
 */
public enum Field {
  MESSAGES,
  TOOLS,
  TOOL_CHOICE,
  PARALLEL_TOOLS,
  MAX_TOKENS,
  STOP,
  N,
  FORMAT,
  LOG_PROBS,
  VERBOSITY,
  TEMPERATURE,
  TOP_P,
  TOP_K,
  PRESENCE_PENALTY,
  FREQUENCY_PENALTY,
  SEED,
  THINKING,
  EFFORT,
  BUDGET,
  USER,
  SAFETY_ID,
  METADATA,
  CACHE_KEY,
  CACHE
}

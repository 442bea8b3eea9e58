package dev.headgate.dataplane.dialect.chat;

/** What keeps a request's bytes from being passed to a provider of the same dialect as they are. */
public enum ChatHindrance {
  /** Calls and results do not belong together, or have ids that OpenAI refuses. */
  BROKEN,
  /** Answers are to be drawn in a way of their own: temperature, top_p, penalties, bias. */
  SAMPLING,
  STOP,
  LOG_PROBS,
  /** It says how much to reason. */
  EFFORT,
  /** It calls the output cap {@code max_tokens}. */
  OLDER_CAP,
  PARALLEL_SWITCH,
  /** A call has an id that is not nine letters and digits, which Mistral wants. */
  FREE_IDS
}

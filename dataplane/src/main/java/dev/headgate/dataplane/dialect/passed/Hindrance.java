package dev.headgate.dataplane.dialect.passed;

/** What keeps a request's bytes from being passed to a provider of the same dialect as they are. */
enum Hindrance {
  /** It has data that the gateway sealed for another provider. */
  SEALED,
  /** Calls and results do not belong together, or it has what the dialect's provider refuses. */
  BROKEN,
  /** A call without a signature, where its provider wants one. */
  UNSIGNED_CALL,
  /** Thinking without a signature. */
  UNSIGNED_THINKING,
  /** Thinking is asked for in the middle of a tool turn that began without. */
  NO_THINKING_BEFORE,
  /** Thinking is asked for with a budget. */
  THINKING_BUDGET,
  /** It is said how much to think, or whether to show it. */
  THINKING,
  /** It is said in a word how much to think, where others take a budget. */
  THINKING_LEVEL,
  /** Nothing is to be thought. */
  NO_THINKING,
  TEMPERATURE,
  TOP_P,
  TOP_K,
  LOG_PROBS,
  /** The assistant speaks last. */
  PREFILL,
  /** It is to be worked on after the answer. */
  BACKGROUND,
  /** The provider is to hold the conversation from now on, which Vertex does not. */
  THREAD,
  /** It goes on from what the provider holds, so that it has only the newest of its turns. */
  CONTINUED,
  /** It goes on from an answer that was none of Anthropic's. */
  FOREIGN_THREAD,
  /** It says the version of Anthropic's API, in whose place Vertex wants its own. */
  VERSION_SAID,
  /** A turn does not say whose it is, which Vertex wants to be told. */
  ROLE_UNSAID,
  /** Calls or results have ids, which Vertex does not know. */
  CALL_IDS,
  /** It names what was stored at Gemini's own endpoint. */
  STORED
}

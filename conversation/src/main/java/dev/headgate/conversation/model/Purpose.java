package dev.headgate.conversation.model;

/** What a request is for. */
public enum Purpose {
  /** An answer. */
  ANSWER,
  /** The number of tokens that the request has. */
  COUNT
}

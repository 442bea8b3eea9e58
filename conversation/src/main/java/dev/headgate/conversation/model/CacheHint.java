package dev.headgate.conversation.model;

/** A wish that everything up to here be kept in the provider's cache. */
public enum CacheHint {
  /** Five minutes, or what the provider keeps by default. */
  SHORT,
  /** One hour or more. */
  LONG
}

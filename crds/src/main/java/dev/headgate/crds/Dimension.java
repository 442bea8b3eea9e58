package dev.headgate.crds;

/** What a rate limit counts. */
public enum Dimension {
  Requests,
  Tokens,
  InputTokens,
  OutputTokens,
  Cost,
  Concurrent
}

package dev.headgate.conversation.model;

/**
 * Tokens of one call. A snapshot of the whole, never a difference to an earlier one.
 *
 * @param uncachedInput input that was neither read from nor written to the provider's cache
 * @param cacheRead input read from the provider's cache
 * @param cacheWrite input written to its short cache (5 minutes)
 * @param cacheWriteLong input written to its long cache (1 hour)
 * @param output all output, reasoning included
 * @param reasoning the part of output that is reasoning; 0 where the provider does not tell
 */
public record Usage(
    long uncachedInput,
    long cacheRead,
    long cacheWrite,
    long cacheWriteLong,
    long output,
    long reasoning) {
  /** Nothing used. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  /** All input. */
  public long input() {
    return uncachedInput + cacheRead + cacheWrite + cacheWriteLong;
  }
}

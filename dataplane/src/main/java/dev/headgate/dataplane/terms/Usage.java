package dev.headgate.dataplane.terms;

/**
 * Tokens of one call, in the form that all dialects are brought to (translation.md, invariant 8).
 *
 * @param uncachedInput input that was neither read from nor written to the provider's cache
 * @param cacheRead input read from the provider's cache
 * @param cacheWrite input written to its short cache
 * @param cacheWriteLong input written to its long cache
 * @param output all output, reasoning included
 * @param reasoning the part of output that is reasoning
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

  /** All tokens. */
  public long total() {
    return input() + output;
  }
}

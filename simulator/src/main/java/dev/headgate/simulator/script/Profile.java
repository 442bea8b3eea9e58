package dev.headgate.simulator.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headgate.simulator.dialect.Quirk;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model behaves when nothing is wrong with it.
 *
 * @param kind where the delays come from that are not given here; Instant when absent
 * @param firstTokenMs to the first event of a stream; drawn by kind when absent
 * @param perTokenMs between two tokens; by kind when absent
 * @param outputTokens how long answers are: a number, or {@code cap} for all that the request
 *     allows (4,096 when it sets none); the text's own length when absent
 * @param reasoningTokens generated before the answer and billed as output; 0 when absent
 * @param cachedTokens of the prompt that are read from the cache, at most all; 0 when absent
 * @param contextWindow longer prompts are refused as the provider refuses them; none when absent
 * @param apiKey the only key that is let in; any when absent
 * @param quirks shapes that all of its answers take; none when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
    @Nullable Kind kind,
    @Nullable Integer firstTokenMs,
    @Nullable Integer perTokenMs,
    @Nullable String outputTokens,
    @Nullable Integer reasoningTokens,
    @Nullable Integer cachedTokens,
    @Nullable Integer contextWindow,
    @Nullable String apiKey,
    @Nullable Set<Quirk> quirks) {

  /** Answers at once, in the text's own length. */
  public static final Profile INSTANT = of(Kind.Instant);

  private static final String CAP = "cap";
  private static final int UNCAPPED = 4096;

  public Profile {
    atLeast("firstTokenMs", firstTokenMs, 0);
    atLeast("perTokenMs", perTokenMs, 0);
    atLeast("reasoningTokens", reasoningTokens, 0);
    atLeast("cachedTokens", cachedTokens, 0);
    atLeast("contextWindow", contextWindow, 1);
    if (outputTokens != null && !outputTokens.matches("cap|[0-9]{1,7}")) {
      throw new IllegalArgumentException("outputTokens must be a number or \"cap\"");
    }
  }

  /** A profile that is its kind and nothing else. */
  public static Profile of(Kind kind) {
    return new Profile(kind, null, null, null, null, null, null, null, null);
  }

  /** Where delays come from. */
  public enum Kind {
    /** First token after 100 to 400 ms, then one each 10 ms. */
    FastChat,
    /** First token after 8 to 50 s, then one each 20 ms. */
    SlowReasoning,
    /** No delays at all. */
    Instant
  }

  /** Tokens of an answer whose text has its own length. */
  public int outputTokens(@Nullable Integer cap, int natural) {
    if (outputTokens == null) {
      return natural;
    }
    if (outputTokens.equals(CAP)) {
      return cap == null ? UNCAPPED : Math.max(0, cap - reasoningTokensOr(0));
    }
    return Integer.parseInt(outputTokens);
  }

  /** Reasoning tokens, or this. */
  public int reasoningTokensOr(int absent) {
    return reasoningTokens == null ? absent : reasoningTokens;
  }

  /** Cached tokens, or this. */
  public int cachedTokensOr(int absent) {
    return cachedTokens == null ? absent : cachedTokens;
  }

  private static void atLeast(String field, @Nullable Integer value, int minimum) {
    if (value != null && value < minimum) {
      throw new IllegalArgumentException(field + " must be at least " + minimum);
    }
  }

  @Override
  public String toString() {
    return "Profile[" + kind + "]";
  }
}

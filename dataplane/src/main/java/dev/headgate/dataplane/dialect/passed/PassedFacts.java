package dev.headgate.dataplane.dialect.passed;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.scan.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a request found whose bytes may be passed on.
 *
 * @param model as the caller wrote it
 * @param modelSpan where, quotes included; null where the path says it
 * @param stream whether the caller wants a stream
 * @param outputCap of the caller, per choice; 0 when not said
 * @param capPlace where another cap goes
 * @param choices how many answers, at least 1
 * @param needs what a model must be able to do for it
 * @param inputTokens estimated
 * @param session of the caller's own naming; null when not said
 * @param thinkingBudget tokens; 0 when not said
 * @param hindrances to passing it on; which of them count is for the target to say
 */
record PassedFacts(
    String model,
    @Nullable Span modelSpan,
    boolean stream,
    int outputCap,
    CapPlace capPlace,
    int choices,
    Set<Capability> needs,
    long inputTokens,
    @Nullable String session,
    int thinkingBudget,
    Set<Hindrance> hindrances)
    implements Asked {

  /**
   * Where an output cap is written.
   *
   * @param start of what it replaces
   * @param end behind what it replaces; equal to start for an insertion
   * @param before text in front of the number
   * @param after text behind it
   */
  record CapPlace(int start, int end, String before, String after) {}

  boolean has(Hindrance hindrance) {
    return hindrances.contains(hindrance);
  }
}

package dev.headgate.operator.compile;

import dev.headgate.contract.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which dialects a caller may speak to which backends: one row for each dialect that the proxy can
 * send. A new translator is a new entry here and nothing else in compile.
 */
final class Translators {
  private static final Set<Dialect> EVERY_CALLER =
      EnumSet.of(Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Gemini);

  /** By what the backend speaks: what callers may speak. */
  private static final Map<Dialect, Set<Dialect>> INBOUND_BY_OUTBOUND =
      Map.of(
          Dialect.OpenAI, EVERY_CALLER,
          Dialect.OpenAIResponses, EVERY_CALLER,
          Dialect.Anthropic, EVERY_CALLER,
          Dialect.Gemini, EVERY_CALLER,
          Dialect.AzureOpenAI, EVERY_CALLER,
          Dialect.Bedrock, EVERY_CALLER,
          Dialect.VertexGemini, EVERY_CALLER,
          Dialect.VertexAnthropic, EVERY_CALLER);

  private Translators() {}

  /** Whether a caller who speaks {@code inbound} can be served by such a backend. */
  static boolean exists(Dialect inbound, Dialect outbound) {
    return INBOUND_BY_OUTBOUND.getOrDefault(outbound, Set.of()).contains(inbound);
  }

  /** Dialects that reach every one of these backends; in the enum's order. */
  static List<Dialect> reachingAll(Collection<Dialect> outbound) {
    var all = new ArrayList<Dialect>();
    for (var inbound : Dialect.values()) {
      boolean somewhere =
          INBOUND_BY_OUTBOUND.values().stream().anyMatch(known -> known.contains(inbound));
      if (somewhere && outbound.stream().allMatch(out -> exists(inbound, out))) {
        all.add(inbound);
      }
    }
    return all;
  }
}

package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Realm;
import java.util.Set;

/**
 * The model that a request is written for.
 *
 * @param model as the provider names it
 * @param realm whose opaque data it understands
 * @param capabilities what it can do
 * @param maxOutputTokens the catalogue's cap; 0 when not said
 * @param quirks where it departs from its dialect
 */
public record Target(
    String model,
    Realm realm,
    Set<Capability> capabilities,
    int maxOutputTokens,
    Set<Quirk> quirks) {
  public Target {
    capabilities = Set.copyOf(capabilities);
    quirks = Set.copyOf(quirks);
  }

  /** Whether it can do this. */
  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** Whether it may be asked to reason. */
  public boolean reasons() {
    return can(Capability.REASONING) && !has(Quirk.NO_REASONING);
  }

  /**
   * Whether it is sure to refuse this. OpenAI's models that reason only when asked take sampling
   * and stop texts while they do not; they are the ones that tell probabilities.
   */
  public boolean refuses(Quirk quirk) {
    boolean atTimes = quirk == Quirk.NO_SAMPLING || quirk == Quirk.NO_STOP;
    return has(quirk) && (!atTimes || has(Quirk.NO_LOG_PROBS));
  }

  /** Whether it departs from its dialect here. */
  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}

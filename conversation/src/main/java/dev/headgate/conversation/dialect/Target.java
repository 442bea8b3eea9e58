package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Thinking;
import java.util.EnumSet;
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
   * The model while it answers this: one that reasons when asked refuses more then.
   *
   * @param asked how hard it is to think
   */
  public Target reasoning(Thinking asked) {
    if (!has(Quirk.REASONS_WHEN_ASKED) || !asked.wanted()) {
      return this;
    }
    var more = EnumSet.copyOf(quirks);
    more.addAll(Quirk.NEVER_WHILE_REASONING);
    return new Target(model, realm, capabilities, maxOutputTokens, more);
  }

  /** Whether it departs from its dialect here. */
  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}

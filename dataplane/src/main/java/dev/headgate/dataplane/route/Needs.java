package dev.headgate.dataplane.route;

import dev.headgate.contract.Backend;
import java.util.Set;

/**
 * What a request asks of a model.
 *
 * @param capabilities all of them
 * @param inputTokens estimated, without margin
 * @param outputTokens what the caller asked for at most; 0 when they did not say
 */
public record Needs(Set<Backend.Capability> capabilities, long inputTokens, long outputTokens) {

  /** A short text. */
  public static final Needs NOTHING = new Needs(Set.of(), 0, 0);

  public Needs {
    capabilities = Set.copyOf(capabilities);
  }
}

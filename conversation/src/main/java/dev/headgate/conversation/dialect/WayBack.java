package dev.headgate.conversation.dialect;

import java.util.Map;
import java.util.Set;

/**
 * How a request was said, as far as its answer must be read accordingly.
 *
 * @param toolNames from the name that the provider was told to the caller's own; only where they
 *     differ
 * @param freeform the provider's names of tools whose text argument was wrapped as {@code {"input":
 *     text}}, because the dialect knows JSON arguments only
 */
public record WayBack(Map<String, String> toolNames, Set<String> freeform) {
  /** Everything was said as it was. */
  public static final WayBack PLAIN = new WayBack(Map.of(), Set.of());

  public WayBack {
    toolNames = Map.copyOf(toolNames);
    freeform = Set.copyOf(freeform);
  }

  /** The caller's name of a tool. */
  public String callersName(String told) {
    return toolNames.getOrDefault(told, told);
  }

  /** Whether this tool's text was wrapped. */
  public boolean wrapped(String told) {
    return freeform.contains(told);
  }
}

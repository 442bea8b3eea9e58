package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request.
 *
 * @param tools declared, in order
 * @param choice which may or must be called
 * @param parallel whether several calls in one turn are welcome; null when not said
 */
public record Tooling(List<Tool> tools, ToolChoice choice, @Nullable Boolean parallel) {
  /** None. */
  public static final Tooling NONE = new Tooling(List.of(), new ToolChoice.Unsaid(), null);

  public Tooling {
    tools = List.copyOf(tools);
  }
}

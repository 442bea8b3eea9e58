package dev.headgate.conversation.model;

import java.util.List;

/** Whether the model may, must or must not call tools. */
public sealed interface ToolChoice {
  /** Not said: as the model likes. */
  record Unsaid() implements ToolChoice {}

  /** As the model likes. */
  record Auto() implements ToolChoice {}

  /** No tool. */
  record None() implements ToolChoice {}

  /** Some tool. */
  record Required() implements ToolChoice {}

  /**
   * This tool.
   *
   * @param name as declared
   */
  record Named(String name) implements ToolChoice {}

  /**
   * Only some of the declared tools.
   *
   * @param names as declared, at least one
   * @param required whether one of them must be called
   */
  record Allowed(List<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }
  }
}

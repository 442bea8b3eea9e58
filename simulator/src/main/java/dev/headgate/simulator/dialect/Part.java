package dev.headgate.simulator.dialect;

/** One part of what the model says; an answer has them in the order they are said. */
public sealed interface Part permits Part.Thinking, Part.Text, Part.Refusal, ToolCall {
  /**
   * Reasoning.
   *
   * @param text empty where only its signature is shown
   * @param redacted whether the provider shows it as opaque data only
   */
  record Thinking(String text, boolean redacted) implements Part {}

  /** The answer itself. */
  record Text(String text) implements Part {}

  /** What the model says instead of an answer that it will not give. */
  record Refusal(String text) implements Part {}
}

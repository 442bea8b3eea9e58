package dev.headgate.simulator.dialect;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the model says.
 *
 * @param number of the request it answers, from 1; ids are made of it
 * @param createdSeconds since the epoch
 * @param model as the request named it
 * @param parts in the order they are said; may be empty
 * @param finish why it ended
 * @param stoppedBy the stop text that came; null for none
 * @param usage what is billed for it
 * @param quirks how the provider shapes it
 */
public record Answer(
    long number,
    long createdSeconds,
    String model,
    List<Part> parts,
    Finish finish,
    @Nullable String stoppedBy,
    Usage usage,
    Set<Quirk> quirks) {

  /** All of its text; empty when there are only calls. */
  public String text() {
    return parts.stream()
        .map(part -> part instanceof Part.Text(String text) ? text : "")
        .collect(Collectors.joining());
  }

  /** Its calls in order; may be empty. */
  public List<ToolCall> toolCalls() {
    return parts.stream().filter(ToolCall.class::isInstance).map(ToolCall.class::cast).toList();
  }

  /** The same, shaped otherwise. */
  public Answer withQuirks(Set<Quirk> others) {
    return new Answer(number, createdSeconds, model, parts, finish, stoppedBy, usage, others);
  }

  /** Whether the provider has this quirk. */
  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}

package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request: everything said so far, and what is wanted next.
 *
 * @param purpose what it is for
 * @param model as the caller names it
 * @param turns in order, instructions among them
 * @param tooling the tools
 * @param sampling how to draw
 * @param output what the answer may be
 * @param thinking how hard to think
 * @param delivery how to answer
 * @param identity who asks
 * @param cache a wish for the whole request; null when not said
 * @param extras top-level fields that the model has no word for
 * @param places where the caller's dialect says what
 */
public record Conversation(
    Purpose purpose,
    String model,
    List<Turn> turns,
    Tooling tooling,
    Sampling sampling,
    Output output,
    Thinking thinking,
    Delivery delivery,
    Identity identity,
    @Nullable CacheHint cache,
    List<Extra> extras,
    Places places) {
  public Conversation {
    turns = List.copyOf(turns);
    extras = List.copyOf(extras);
  }

  /** Where the caller said this. */
  public Path at(Field field) {
    return places.of(field);
  }

  /** The same with other turns. */
  public Conversation withTurns(List<Turn> turns) {
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, cache,
        extras, places);
  }

  /** The same with other tools. */
  public Conversation withTooling(Tooling tooling) {
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, cache,
        extras, places);
  }

  /** The same with another answer wanted. */
  public Conversation withOutput(Output output) {
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, cache,
        extras, places);
  }

  /** The same with another wish for reasoning. */
  public Conversation withThinking(Thinking thinking) {
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, cache,
        extras, places);
  }

  /** The same, delivered otherwise. */
  public Conversation withDelivery(Delivery delivery) {
    return new Conversation(
        purpose, model, turns, tooling, sampling, output, thinking, delivery, identity, cache,
        extras, places);
  }
}

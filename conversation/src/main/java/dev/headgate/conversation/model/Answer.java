package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param id as the provider gave it; empty when it gave none
 * @param model as the provider says it; empty when it does not
 * @param createdSeconds since 1970; 0 when not said
 * @param origin who made it
 * @param choices at least one, by index
 * @param usage null when not said
 * @param extras top-level fields that the model has no word for
 */
public record Answer(
    String id,
    String model,
    long createdSeconds,
    Realm origin,
    List<Choice> choices,
    @Nullable Usage usage,
    List<Extra> extras) {
  public Answer {
    choices = List.copyOf(choices);
    extras = List.copyOf(extras);
  }
}

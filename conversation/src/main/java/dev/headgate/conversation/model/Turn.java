package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param role who speaks
 * @param parts in order; may be empty
 * @param origin who made an assistant's turn; null when that is not known
 * @param name of the participant; null when not said
 * @param at where it stood
 */
public record Turn(
    Role role, List<Part> parts, @Nullable Realm origin, @Nullable String name, Path at) {
  public Turn {
    parts = List.copyOf(parts);
  }

  /** A turn without origin and name. */
  public static Turn of(Role role, List<Part> parts, Path at) {
    return new Turn(role, parts, null, null, at);
  }

  /** The same with other parts. */
  public Turn withParts(List<Part> parts) {
    return new Turn(role, parts, origin, name, at);
  }
}

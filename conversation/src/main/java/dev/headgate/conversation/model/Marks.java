package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What any part may carry besides itself.
 *
 * @param at where it stood in what was read; {@link Path#ROOT} for what was not read
 * @param opaque data for the part's own realm, in order
 * @param cache null without a wish
 * @param extras fields that the model has no word for
 */
public record Marks(Path at, List<Opaque> opaque, @Nullable CacheHint cache, List<Extra> extras) {
  /** None. */
  public static final Marks NONE = at(Path.ROOT);

  public Marks {
    opaque = List.copyOf(opaque);
    extras = List.copyOf(extras);
  }

  /** Nothing but a place. */
  public static Marks at(Path at) {
    return new Marks(at, List.of(), null, List.of());
  }

  /** The same with other opaque data. */
  public Marks withOpaque(List<Opaque> opaque) {
    return new Marks(at, opaque, cache, extras);
  }

  /** The same with another wish. */
  public Marks withCache(@Nullable CacheHint cache) {
    return new Marks(at, opaque, cache, extras);
  }

  /** The same with other extras. */
  public Marks withExtras(List<Extra> extras) {
    return new Marks(at, opaque, cache, extras);
  }

  /** The first opaque datum of this kind; null when there is none. */
  public @Nullable Opaque opaque(String kind) {
    for (var datum : opaque) {
      if (datum.kind().equals(kind)) {
        return datum;
      }
    }
    return null;
  }
}

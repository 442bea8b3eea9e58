package dev.headgate.dataplane.route;

import dev.headgate.dataplane.terms.TargetKey;
import org.jspecify.annotations.Nullable;

/**
 * The space that a route's embeddings are in: that of its first target, whichever is called. A
 * vector of another space in a caller's index is wrong for ever and nobody notices, so that a
 * failover stays inside it, and a space that nobody named has one target only.
 *
 * @param first the route's first target
 * @param name of the space; null when it has none, or the first target is not there
 */
record EmbeddingSpace(TargetKey first, @Nullable String name) {

  /** Null for a route without targets. */
  static @Nullable EmbeddingSpace of(RouteMatch.Matched matched) {
    TargetKey first = null;
    int tier = Integer.MAX_VALUE;
    for (var target : matched.route().targets()) {
      if (target.tier() < tier) {
        tier = target.tier();
        first = new TargetKey(target.backend(), target.model());
      }
    }
    if (first == null) {
      return null;
    }
    for (var candidate : matched.candidates()) {
      if (candidate.key().equals(first)) {
        return new EmbeddingSpace(first, candidate.model().embeddingSpace());
      }
    }
    return new EmbeddingSpace(first, null);
  }

  boolean holds(Candidate candidate) {
    return candidate.key().equals(first)
        || (name != null && name.equals(candidate.model().embeddingSpace()));
  }
}

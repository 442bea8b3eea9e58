package dev.headgate.conversation.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as told to the provider; nothing of it changes the answer.
 *
 * @param user the end user, by a name that says nothing; null when not said
 * @param safetyId the same for the provider's abuse detection; null when not said
 * @param cacheKey groups requests that share a prefix; null when not said
 * @param metadata the caller's own labels, in order
 */
public record Identity(
    @Nullable String user,
    @Nullable String safetyId,
    @Nullable String cacheKey,
    Map<String, String> metadata) {
  /** Nobody. */
  public static final Identity UNSAID = new Identity(null, null, null, Map.of());

  public Identity {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}

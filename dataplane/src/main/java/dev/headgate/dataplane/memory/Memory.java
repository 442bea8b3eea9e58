package dev.headgate.dataplane.memory;

import dev.headgate.conversation.translate.Kept;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps opaque data of calls between two turns of a conversation. Used on one event loop. What it
 * cannot keep or find is a loss, never an error: the call goes on without.
 */
public interface Memory {
  /** Calls of a history that are asked for, the latest first; older reasoning is not read again. */
  int MOST_CALLS = 128;

  /** Bytes that are kept of one call. */
  int MOST_BYTES = 512 << 10;

  /**
   * Whose conversation it is. What one consumer's answers carried is never given to another.
   *
   * @param tenant whose share of the store it takes
   * @param consumer who calls
   * @param session of the caller's own naming; null when not said: call ids then tell conversations
   *     apart
   */
  record Place(String tenant, String consumer, @Nullable String session) {}

  /**
   * Keeps it for a day, or until the tenant's newer ones need the room.
   *
   * @return completes when the next turn will find it; fails when it will not find all of it
   */
  Future<Void> keep(Place place, List<Kept> kept);

  /**
   * What is there of these calls; of more than {@link #MOST_CALLS} the last ones are looked for.
   *
   * @return by call id; fails when the store cannot be asked
   */
  Future<Map<String, Kept>> recall(Place place, Set<String> callIds);
}

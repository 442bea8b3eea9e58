package dev.headgate.dataplane.http;

import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.memory.Memory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway keeps for one request's conversation: asked for once, beside the first hold for
 * a target that could read it, and added to when the answer carries more.
 */
final class Recollection {
  private final Memory memory;
  private final Memory.Place place;
  private boolean asked;

  Recollection(Memory memory, Memory.Place place) {
    this.memory = memory;
    this.place = place;
  }

  /**
   * Asks for what this target may need.
   *
   * @return completes, never fails, when the request has it; null when there is nothing to ask
   */
  @Nullable Future<Void> before(CallerRequest said, Recipient target) {
    if (asked) {
      return null;
    }
    var calls = said.forgotten(target);
    if (calls.isEmpty()) {
      return null;
    }
    asked = true;
    return memory
        .recall(place, calls)
        .transform(
            found -> {
              Map<String, Kept> kept = found.succeeded() ? found.result() : Map.of();
              said.recalled(kept, found.succeeded());
              return Future.succeededFuture();
            });
  }

  /**
   * Keeps what an answer carried; fails with why it is not kept.
   *
   * @param kept at least one
   */
  Future<Void> keep(List<Kept> kept) {
    return memory.keep(place, kept);
  }
}

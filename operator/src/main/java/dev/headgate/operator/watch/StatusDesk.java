package dev.headgate.operator.watch;

import dev.headgate.crds.KindStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.push.Fence;
import dev.headgate.operator.status.Board;
import dev.headgate.operator.status.Notice;
import dev.headgate.operator.status.Notices;
import dev.headgate.operator.status.Statuses;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Between the controllers and the world: takes in what controllers see, gives out the statuses to
 * write.
 */
final class StatusDesk {
  /** Bands of a budget move all the time; in a status they are for people. */
  private static final Duration BANDS = Duration.ofMinutes(1);

  /** A compile asks within seconds; a follower that is to lead, within its lease. */
  private static final Duration DELETIONS = Duration.ofMinutes(10);

  private record Sight(@Nullable String uid, long generation, Map<String, String> labels) {}

  private final Fence fence;
  private final InstantSource clock;
  private final EventSink events;
  private final Runnable changed;
  private final Map<ObjectKey, Sight> sights = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Instant> deleted = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Instant> bandsWritten = new ConcurrentHashMap<>();
  private volatile Board board = Board.EMPTY;

  /**
   * Says nothing before the first board.
   *
   * @param changed called when something happened that compile must look at
   */
  StatusDesk(Fence fence, InstantSource clock, EventSink events, Runnable changed) {
    this.fence = fence;
    this.clock = clock;
    this.events = events;
    this.changed = changed;
  }

  void seen(CustomResource<?, ?> object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    Sight sight =
        new Sight(
            object.getMetadata().getUid(),
            Kinds.generation(object),
            labels == null ? Map.of() : Map.copyOf(labels));
    ObjectKey key = Kinds.key(object);
    deleted.remove(key);
    if (!sight.equals(sights.put(key, sight))) {
      changed.run();
    }
  }

  void deleted(CustomResource<?, ?> object) {
    ObjectKey key = Kinds.key(object);
    sights.remove(key);
    bandsWritten.remove(key);
    Instant now = clock.instant();
    deleted.values().removeIf(then -> then.isBefore(now.minus(DELETIONS)));
    deleted.put(key, now);
    changed.run();
  }

  /** Whether the object was seen to be deleted in the last minutes, and not seen since. */
  boolean wasDeleted(ObjectKey key) {
    return deleted.containsKey(key);
  }

  void publish(Board next) {
    board = next;
  }

  /** What the object's status should say now; empty when nothing new can be said, or not by us. */
  Optional<KindStatus> status(CustomResource<?, ? extends KindStatus> object) {
    if (!fence.holds()) {
      return Optional.empty();
    }
    KindStatus previous = object.getStatus();
    ObjectKey key = Kinds.key(object);
    return Statuses.of(key, Kinds.generation(object), previous, board, clock.instant())
        .map(next -> slowly(key, previous, next));
  }

  /** Keeps the bands that were written less than a minute ago. */
  private KindStatus slowly(ObjectKey key, @Nullable KindStatus previous, KindStatus next) {
    if (next instanceof TokenBudgetStatus budget
        && previous instanceof TokenBudgetStatus before
        && !budget.limits().equals(before.limits())) {
      Instant last = bandsWritten.get(key);
      if (last != null && clock.instant().isBefore(last.plus(BANDS))) {
        return new TokenBudgetStatus(
            budget.observedGeneration(), budget.conditions(), budget.problems(), before.limits());
      }
    }
    return next;
  }

  /** Events for what happened between the status that stands and the one about to be written. */
  void tell(CustomResource<?, ? extends KindStatus> object, KindStatus next) {
    KindStatus previous = object.getStatus();
    if (next instanceof TokenBudgetStatus budget
        && (!(previous instanceof TokenBudgetStatus before)
            || !budget.limits().equals(before.limits()))) {
      bandsWritten.put(Kinds.key(object), clock.instant());
    }
    for (Notice notice : Notices.between(previous, next)) {
      events.tell(object, notice);
    }
  }
}

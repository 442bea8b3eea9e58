package dev.headgate.operator.status;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of one object in the making. A condition whose status stays keeps the time of its
 * last transition; what is not put is gone.
 */
final class Conditions {
  private final List<Condition> previous;
  private final long generation;
  private final Instant now;
  private final Map<ConditionType, Condition> made = new EnumMap<>(ConditionType.class);

  Conditions(List<Condition> previous, long generation, Instant now) {
    this.previous = previous;
    this.generation = generation;
    this.now = now;
  }

  Conditions put(ConditionType type, Judgement judgement) {
    Timestamp since =
        previous.stream()
            .filter(c -> c.type().equals(type.name()))
            .filter(c -> c.status().equals(judgement.status().name()))
            .map(Condition::lastTransitionTime)
            // The schema's default, which stands before the operator has seen the object.
            .filter(time -> time.instant().isAfter(Instant.EPOCH))
            .findFirst()
            .orElseGet(() -> Timestamp.of(now));
    made.put(
        type,
        new Condition(
            type.name(),
            judgement.status().name(),
            judgement.reason(),
            judgement.message(),
            generation,
            since));
    return this;
  }

  List<Condition> list() {
    return List.copyOf(made.values());
  }
}

package dev.headgate.crds;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the status of every kind has. */
public interface KindStatus {

  /** The generation of the spec that this status speaks of; null before the first sight. */
  @Nullable Long observedGeneration();

  /** At most one of each type. */
  List<Condition> conditions();

  /** What is wrong or not done, field by field; at most 16. */
  List<Problem> problems();

  /** The condition of that type, if it was written. */
  default Optional<Condition> condition(ConditionType type) {
    return conditions().stream().filter(c -> c.type().equals(type.name())).findFirst();
  }
}

package dev.headgate.dataplane.dialect;

import dev.headgate.conversation.translate.Kept;
import java.util.Map;
import java.util.Set;

/** A caller's request, read: what it asks, and how it is said to one target after the other. */
public interface CallerRequest {

  /** What it asks. */
  Asked asked();

  /** Whether it asks for the number of its tokens alone. */
  default boolean counts() {
    return false;
  }

  /**
   * Calls of its history that may have had something beside them which the caller could not bring
   * back, and which this target might read, in the history's order; none when its bytes are passed
   * on.
   */
  default Set<String> forgotten(Recipient target) {
    return Set.of();
  }

  /**
   * Takes what was kept for the {@link #forgotten} calls.
   *
   * @param kept by call id
   * @param asked whether the store could be asked at all
   */
  default void recalled(Map<String, Kept> kept, boolean asked) {}

  /** Says it to a target. */
  Said to(Recipient target);
}

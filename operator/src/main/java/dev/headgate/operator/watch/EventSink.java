package dev.headgate.operator.watch;

import dev.headgate.operator.status.Notice;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Where events go. */
@FunctionalInterface
interface EventSink {
  /** Best effort: an event that cannot be written is lost. Does not wait. */
  void tell(HasMetadata object, Notice notice);
}

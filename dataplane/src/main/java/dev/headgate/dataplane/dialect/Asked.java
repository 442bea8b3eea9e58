package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Backend.Capability;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request asks, whatever dialect it is in. */
public interface Asked {

  /** As the caller wrote it. */
  String model();

  /** Whether the caller wants a stream. */
  boolean stream();

  /** Of the caller, per choice; 0 when not said. */
  int outputCap();

  /** How many answers, at least 1. */
  int choices();

  /** What a model must be able to do for it. */
  Set<Capability> needs();

  /** Estimated tokens. */
  long inputTokens();

  /** Estimated tokens of what must fit into a model's window at once. */
  default long longestInput() {
    return inputTokens();
  }

  /** What is asked for, as OpenTelemetry's GenAI conventions name it, such as {@code chat}. */
  default String operation() {
    return "chat";
  }

  /** Of the caller's own naming; null when not said. */
  @Nullable String session();
}

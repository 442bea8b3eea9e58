package dev.headgate.dataplane.dialect;

import dev.headgate.conversation.translate.Kept;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one call's answer is read and told to the caller. */
public interface Answers {

  /** Reads a whole answer with status 200. */
  WholeAnswer whole(byte[] bytes, int length);

  /** Whether a stream is gathered into a whole answer, for a caller who wants one. */
  default boolean gathers() {
    return false;
  }

  /** Reads a stream; asked once. */
  AnswerStream stream();

  /**
   * A provider's error that is the caller's own to mend, in the caller's dialect.
   *
   * @param status of the provider's answer
   * @return null when the provider said nothing that a caller could read
   */
  @Nullable ToldError error(int status, byte[] bytes, int length);

  /**
   * What is told in the place of a provider's error.
   *
   * @param status of the provider's answer
   * @return null to take the error for one
   */
  default byte @Nullable [] instead(int status) {
    return null;
  }

  /**
   * What the answer that was read carried for the next turn and the caller's dialect has no place
   * for.
   */
  default List<Kept> kept() {
    return List.of();
  }

  /**
   * An error as a caller gets it.
   *
   * @param status of HTTP
   * @param body JSON; null for the provider's own bytes as they came
   */
  // Never compared: a body is written and sent.
  @SuppressWarnings("ArrayRecordComponent")
  record ToldError(int status, byte @Nullable [] body) {}
}

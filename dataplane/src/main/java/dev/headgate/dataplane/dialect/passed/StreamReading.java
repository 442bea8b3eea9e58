package dev.headgate.dataplane.dialect.passed;

import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/** What the proxy must know of one relayed stream, event by event, as its dialect says it. */
interface StreamReading {

  /** What an event is. */
  enum Kind {
    /** Nothing: a comment, a ping. */
    SILENT,
    /** An event without content. */
    EVENT,
    /** Words, a call, or what else the caller waits for. */
    CONTENT,
    /** The dialect's own terminal event. */
    TERMINAL,
    /** The provider gives up. */
    FAILED,
    /** None of the dialect. */
    GARBLED
  }

  /** Whether this event, behind the first content, says nothing that must be read. */
  boolean plain(byte[] bytes, int start, int end);

  /** Reads one event with its blank line. */
  Kind read(byte[] bytes, int start, int end);

  /**
   * Whether, in a dialect without a terminal event, all that was begun has said why it ended: then
   * the end of the bytes is the stream's end.
   */
  default boolean finished() {
    return false;
  }

  /** Bytes of the words that the event read last brought. */
  int textBytes();

  /** Whether a filter or the model itself declined so far. */
  boolean refused();

  /** As the provider said so far; null when it has not. */
  @Nullable Usage usage();

  /** What the event said that was {@link Kind#FAILED}; null before. */
  @Nullable ProviderError error();
}

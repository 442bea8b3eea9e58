package dev.headgate.conversation.dialect;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.StreamEvent;
import java.util.List;

/**
 * Writes one stream. The dialect's success terminator is written for {@link StreamEvent.Finish} and
 * for nothing else; {@link StreamEvent.Failed} becomes the dialect's error event, at any time, the
 * first one included. Not thread-safe.
 */
public interface StreamEncoder {
  /**
   * Writes what this event makes known; nothing when it makes nothing known yet.
   *
   * @param out takes whole events of the wire
   */
  void write(StreamEvent event, ByteSink out);

  /** What this dialect could not say so far. */
  List<Loss> losses();
}

package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.StreamEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one stream. However its bytes are split, the events are the same. Memory is bounded by the
 * largest event, and that by the decoder: a larger one fails the stream. After {@link
 * StreamEvent.Finish} or {@link StreamEvent.Failed} nothing more comes. Not thread-safe.
 */
public interface StreamDecoder {
  /**
   * Takes bytes as they were read. They may be used again for something else afterwards.
   *
   * @param events takes what has become whole, in order
   */
  void feed(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> events);

  /**
   * Says that no more bytes come. A stream that has not ended by its own word fails with {@code
   * CUT_OFF}.
   */
  void end(Consumer<? super StreamEvent> events);

  /** What could not be kept so far; paths are of the event's JSON. */
  List<Loss> losses();
}

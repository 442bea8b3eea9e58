package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Loss;
import java.util.List;

/**
 * What became of a request's bytes.
 *
 * @param <T> what they say
 */
public sealed interface Decoded<T> {
  /**
   * They were read.
   *
   * @param value what they say
   * @param losses what of it could not be kept
   */
  record Read<T>(T value, List<Loss> losses) implements Decoded<T> {
    public Read {
      losses = List.copyOf(losses);
    }
  }

  /**
   * They are none of the dialect.
   *
   * @param path of the offending value; {@code $} for the whole
   * @param message for a person, to be read behind the path: {@code must be a string}
   */
  record Invalid<T>(String path, String message) implements Decoded<T> {}
}

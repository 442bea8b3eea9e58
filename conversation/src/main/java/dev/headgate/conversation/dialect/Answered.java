package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an answer's bytes.
 *
 * @param <T> what they say
 */
public sealed interface Answered<T> {
  /**
   * They were read.
   *
   * @param value what they say
   * @param losses what of it could not be kept; paths are of what the provider sent
   */
  record Read<T>(T value, List<Loss> losses) implements Answered<T> {
    public Read {
      losses = List.copyOf(losses);
    }
  }

  /**
   * They are an error in the clothes of a success, or none of the dialect.
   *
   * @param failure what it says
   * @param usage what it cost all the same; null when not said
   */
  record Failed<T>(Failure failure, @Nullable Usage usage) implements Answered<T> {
    /** A failure that does not tell its cost. */
    public Failed(Failure failure) {
      this(failure, null);
    }
  }
}

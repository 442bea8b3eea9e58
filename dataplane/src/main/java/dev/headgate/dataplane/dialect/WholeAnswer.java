package dev.headgate.dataplane.dialect;

import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/** A whole (not streamed) answer with status 200, read. */
public sealed interface WholeAnswer {

  /**
   * An answer.
   *
   * @param usage null when the provider did not say
   * @param refused whether a content filter or the model itself refused every choice
   * @param told as the caller's dialect says it; null for the provider's bytes as they came
   */
  // Never compared: a body is written and sent.
  @SuppressWarnings("ArrayRecordComponent")
  record Complete(@Nullable Usage usage, boolean refused, byte @Nullable [] told)
      implements WholeAnswer {}

  /**
   * An error in the clothes of a success.
   *
   * @param error what it says
   */
  record Failed(ProviderError error) implements WholeAnswer {}

  /**
   * No answer of the dialect.
   *
   * @param why for a person; nothing of the body is in it
   */
  record Garbled(String why) implements WholeAnswer {}
}

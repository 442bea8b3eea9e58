package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.model.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request on its way to a target. */
public sealed interface Translated {

  /**
   * It can be sent.
   *
   * @param body as the target's dialect says it; not to be changed
   * @param wayBack how the answer is to be read
   * @param losses all of them, for the trace
   * @param header text of {@code x-headgate-translation}; null when the caller need not be told
   */
  // Never compared: a body is sent.
  @SuppressWarnings("ArrayRecordComponent")
  record Ready(byte[] body, WayBack wayBack, List<Loss> losses, @Nullable String header)
      implements Translated {
    public Ready {
      losses = List.copyOf(losses);
    }
  }

  /**
   * It would lose more than the route lets it.
   *
   * @param losses those that are not permitted, at least one
   * @param message for the caller: names the paths and why
   */
  record Refused(List<Loss> losses, String message) implements Translated {
    public Refused {
      losses = List.copyOf(losses);
    }
  }
}

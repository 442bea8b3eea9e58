package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Loss;
import java.util.List;

/**
 * A message as bytes.
 *
 * @param body JSON, UTF-8; not to be changed
 * @param losses what it could not say; paths are of what the caller sent
 * @param wayBack how its answer is to be read; {@link WayBack#PLAIN} where there is none
 */
// Never compared: a body is written and sent.
@SuppressWarnings("ArrayRecordComponent")
public record Encoded(byte[] body, List<Loss> losses, WayBack wayBack) {
  public Encoded {
    losses = List.copyOf(losses);
  }
}

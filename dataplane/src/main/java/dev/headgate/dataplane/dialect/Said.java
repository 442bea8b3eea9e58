package dev.headgate.dataplane.dialect;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What became of a request on its way to one target. */
public sealed interface Said {

  /**
   * It can be sent.
   *
   * @param body as the target's dialect says it
   * @param path behind the backend's base URL
   * @param answers how what comes back is read and told
   * @param lost text of {@code x-headgate-translation}; null when the caller need not be told
   */
  record Outgoing(ByteBuf body, String path, Answers answers, @Nullable String lost)
      implements Said {}

  /**
   * It asks for the number of its tokens, which the target does not count.
   *
   * @param body the answer by our own estimate, as the caller's dialect says it
   */
  // Never compared: a body is sent.
  @SuppressWarnings("ArrayRecordComponent")
  record Estimated(byte[] body) implements Said {}

  /**
   * It is no request of the caller's dialect, which was not looked at so closely before.
   *
   * @param path of the offending value
   * @param message to be read behind the path
   */
  record Invalid(String path, String message) implements Said {}

  /** It goes on from what another provider holds of the conversation, which is not at hand here. */
  record Held() implements Said {}

  /**
   * It would lose more than the route permits.
   *
   * @param message for the caller: names the paths and why
   * @param permissible whether a route that permits every loss would let it go
   */
  record Untranslatable(String message, boolean permissible) implements Said {}
}

package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.dialect.CallerDialect.ExchangeName;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose bytes pass to providers of its own dialect, and which is read as a conversation,
 * once, when the first other one is its turn.
 */
public final class SpokenLater {
  private final Inbound dialect;
  private final Inbound.RequestContext context;
  private final byte[] body;
  private final int length;
  private final ExchangeName exchange;
  private @Nullable SpokenRequest spoken;

  /**
   * @param dialect of the caller
   * @param context what the request's path says
   * @param body from offset 0; must not change until it was read
   * @param length bytes of it
   */
  public SpokenLater(
      Inbound dialect,
      Inbound.RequestContext context,
      byte[] body,
      int length,
      ExchangeName exchange) {
    this.dialect = dialect;
    this.context = context;
    this.body = body;
    this.length = length;
    this.exchange = exchange;
  }

  /** The conversation, or why it is none. */
  public SpokenRequest now() {
    var known = spoken;
    if (known == null) {
      known = SpokenRequest.read(dialect, Arrays.copyOf(body, length), context, exchange);
      spoken = known;
    }
    return known;
  }

  /** As {@link SpokenRequest#recalled}, for all targets from now on. */
  public void recall(Map<String, Kept> kept, boolean asked) {
    spoken = now().recalled(kept, asked);
  }
}

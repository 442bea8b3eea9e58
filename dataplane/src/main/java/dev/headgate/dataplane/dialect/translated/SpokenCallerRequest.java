package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import java.util.Map;
import java.util.Set;

/** A request that was read as a conversation at once. */
public final class SpokenCallerRequest implements CallerRequest {
  private final Asked asked;
  private SpokenRequest spoken;

  /**
   * @param asked what it asks
   * @param spoken the conversation
   */
  public SpokenCallerRequest(Asked asked, SpokenRequest spoken) {
    this.asked = asked;
    this.spoken = spoken;
  }

  @Override
  public Asked asked() {
    return asked;
  }

  @Override
  public Set<String> forgotten(Recipient target) {
    return spoken.forgotten(target.backend());
  }

  @Override
  public void recalled(Map<String, Kept> kept, boolean asked) {
    spoken = spoken.recalled(kept, asked);
  }

  @Override
  public Said to(Recipient target) {
    return spoken.to(target);
  }
}

package dev.headgate.dataplane.dialect;

import java.util.Set;

/** A request for the number of its tokens: it costs nothing and fits every model. */
final class CountRequest implements CallerRequest {
  private final Asked asked;
  private final SpokenRequest.Understood spoken;
  private final long estimate;

  /**
   * @param whole what it would ask if it were sent
   */
  CountRequest(Asked whole, SpokenRequest.Understood spoken) {
    this.asked = new ConversationAsked(whole.model(), false, 0, 1, Set.of(), 0, whole.session());
    this.spoken = spoken;
    this.estimate = whole.inputTokens();
  }

  @Override
  public Asked asked() {
    return asked;
  }

  @Override
  public boolean counts() {
    return true;
  }

  @Override
  public Said to(Recipient target) {
    return spoken.count(target, estimate);
  }
}

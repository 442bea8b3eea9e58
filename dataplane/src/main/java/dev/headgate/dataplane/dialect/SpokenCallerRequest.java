package dev.headgate.dataplane.dialect;

/**
 * A request that was read as a conversation at once.
 *
 * @param asked what it asks
 * @param spoken the conversation
 */
record SpokenCallerRequest(Asked asked, SpokenRequest spoken) implements CallerRequest {
  @Override
  public Said to(Recipient target) {
    return spoken.to(target);
  }
}

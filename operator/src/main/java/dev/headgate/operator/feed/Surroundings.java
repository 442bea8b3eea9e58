package dev.headgate.operator.feed;

import dev.headgate.operator.push.ProxyEndpoint;
import dev.headgate.operator.status.Persistence;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's surroundings say of it, beside its links.
 *
 * @param proxies whether each would get calls
 * @param persistence where its snapshot is kept
 * @param address where callers reach it; null when nowhere yet
 * @param conflict what stands in the way of its objects; null when nothing does
 * @param held whether the last compile is not acted on yet
 */
public record Surroundings(
    Map<ProxyEndpoint, Readiness> proxies,
    Persistence persistence,
    @Nullable String address,
    @Nullable String conflict,
    boolean held) {
  public Surroundings {
    proxies = Map.copyOf(proxies);
  }

  /**
   * Whether a proxy would get calls.
   *
   * @param ready as its surroundings judge, by its readiness probe
   * @param terminating whether it is being stopped
   */
  public record Readiness(boolean ready, boolean terminating) {
    static final Readiness GONE = new Readiness(false, true);
  }
}
